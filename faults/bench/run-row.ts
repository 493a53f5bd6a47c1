import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withHouse } from '../../test/processes/support/house.ts'
import { type SmallDisk, whyNoSmallDisk, withSmallDisk } from '../../test/processes/support/small-disk.ts'
import type { StoreColumn } from '../stores/store-column.ts'
import type { Fault } from './fault.ts'
import type { Interruption } from './interruption.ts'
import { NotStruck } from './process.ts'
import { recover } from './recovery.ts'
import { Schedule } from './seeded.ts'
import { journals, judge, type Row } from './verdict.ts'
import { World } from './world.ts'

export interface RowRequest {
  fault: Fault
  column: StoreColumn
  core: string
  seed: number
  interruption: Interruption
}

/** No row needs as long, ms. */
const limit = 90_000
/** For what did not come about. */
const attempts = 6

/** One fault on one store, in a world of its own that is gone afterwards. */
export async function runRow(request: RowRequest): Promise<Row> {
  const { fault, column, seed } = request
  const newSchedule = () => new Schedule(seed, `${fault.name} ${column.name}`)
  const why = fault.disk && (await whyNoSmallDisk())
  if (why) {
    if (process.env['CI']) throw new Error(why)
    return { ...emptyRow(fault, column, newSchedule()), skipped: why }
  }
  for (let attempt = 1; ; attempt++) {
    const schedule = newSchedule()
    try {
      if (!fault.disk) return await inWorld(request, schedule)
      return await withSmallDisk((disk) => inWorld(request, schedule, disk))
    } catch (error) {
      if (error instanceof NotStruck && attempt < attempts) continue
      return { ...emptyRow(fault, column, schedule), broken: [(error as Error).message] }
    }
  }
}

function inWorld(
  { fault, column, core, interruption }: RowRequest,
  schedule: Schedule,
  disk?: SmallDisk,
): Promise<Row> {
  return withHouse({ core }, async (house) => {
    const store = await column.open(disk ? join(disk.path, 'store') : house.store)
    const diskRescue = fault.disk === 'store and rescue'
    const world = new World({ house, store, schedule, disk, diskRescue })
    const work = async () => {
      await fault.run(world)
      const row = judge(world, fault, column.name, await recover(world, fault))
      return row.broken.length > 0 ? { ...row, journals: journals(world) } : row
    }
    const timer = new AbortController()
    const late = sleep(limit, undefined, { signal: timer.signal }).then(
      () => `The row took longer than ${limit / 1000} s.`,
      () => '',
    )
    const ends = [late, interruption.happened.then((signal) => `Interrupted by ${signal}.`)]
    try {
      return await Promise.race([
        work(),
        ...ends.map((end) => end.then((why) => Promise.reject<Row>(new Error(why)))),
      ])
    } catch (error) {
      if (error instanceof NotStruck) throw error
      // What was to be shown did not come about, or the bench itself is broken: neither is a pass.
      return {
        ...emptyRow(fault, column, schedule),
        broken: [(error as Error).message],
        journals: journals(world),
      }
    } finally {
      timer.abort()
      // Processes first: a store that is closed under them would only make noise.
      await Promise.all(world.processes.map((one) => one.kill()))
      await world.close()
      await store.close()
    }
  })
}

function emptyRow(fault: Fault, column: StoreColumn, { choices }: Schedule): Row {
  return {
    fault: fault.name,
    store: column.name,
    choices,
    inFlight: 0,
    afterAnswer: 0,
    lost: 0,
    reauthorize: 0,
    unanswered: 0,
    notFound: 0,
    answers: {},
    allowed: { afterAnswer: false, lost: false, reauthorize: false },
    broken: [],
  }
}
