import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { everywhere, type Fault, servers } from '../bench/fault.ts'
import type { BenchProcess } from '../bench/process.ts'
import { pastSpending, type World } from '../bench/world.ts'

function rescued(victim: BenchProcess): Promise<unknown> {
  return victim.before(victim.worker.line(({ event }) => event === 'rescued'))
}

function assertNothingIsLeft(folder: string): void {
  const left = existsSync(folder) ? readdirSync(folder) : []
  if (left.length > 0) throw new Error(`I2: ${left.length} files lie in a rescue folder whose store works.`)
}

/** The victim's store goes when the answer is there, and comes back; what the rescue folder took is stored then. */
function goneForAWhile(state: 'cut' | 'refused' | 'answers-lost', least: number, most: number) {
  return async (world: World) => {
    const { victim, others } = await world.cast({ stop: { step: 'answered', by: 'wait' } })
    await world.askVictimFirst(victim, others)
    const giveBack = await victim.standsAt('answered', () => world.takeStoreFrom(victim, state))
    await rescued(victim)
    await sleep(world.schedule.between('outage', least, most))
    await giveBack()
    await victim.worker.line(({ event }) => event === 'recovered' || event === 'refreshed')
  }
}

/** The disk of the store is full when the answer is there. */
async function fullDisk(world: World, rescue: boolean): Promise<void> {
  const { disk } = world
  if (!disk) throw new Error('This row needs a small disk.')
  const { victim, others } = await world.cast({ stop: { step: 'answered', by: 'wait' } })
  await world.askVictimFirst(victim, others)
  await victim.standsAt('answered', async () => disk.fill())
  if (rescue) await rescued(victim)
  await sleep(world.schedule.between('outage', 100, 1_500))
  disk.free()
}

export const lostStores: Fault[] = [
  {
    name: 'store-gone-at-answer',
    about: 'The store is out of reach when the answer comes; the rescue folder takes it.',
    stores: everywhere,
    short: servers,
    run: goneForAWhile('cut', 0, 1_500),
  },
  {
    name: 'store-gone-for-long',
    about: 'The same for longer than the spending deadline: another process of the machine finds the rescue.',
    stores: everywhere,
    run: goneForAWhile('cut', pastSpending, pastSpending + 500),
  },
  {
    name: 'store-acknowledgement-lost',
    about: 'The save is applied, and nobody hears of it.',
    stores: servers,
    run: goneForAWhile('answers-lost', 0, 1_500),
  },
  {
    name: 'store-gone-elsewhere',
    about: 'Out of reach for longer than the spending deadline, for a process on another machine.',
    stores: servers,
    allowed: { afterAnswer: 1, reauthorize: 'answer_lost' },
    async run(world) {
      const stop = { step: 'answered', by: 'wait' } as const
      const { victim, others } = await world.cast({ stop, elsewhere: true })
      await world.askVictimFirst(victim, others)
      const giveBack = await victim.standsAt('answered', () => world.takeStoreFrom(victim))
      await rescued(victim)
      await sleep(pastSpending)
      await Promise.all(others.map((one) => world.ask(one)))
      await giveBack()
      await victim.worker.line(({ event }) => event === 'recovered')
      assertNothingIsLeft(join(world.house.folder, `rescue of ${victim.name}`))
    },
  },
  {
    name: 'store-and-rescue-gone',
    about: 'Neither store nor rescue folder takes the answer: the process keeps it until one does.',
    stores: everywhere,
    short: ['file'],
    async run(world) {
      const { victim, others } = await world.cast({ stop: { step: 'answered', by: 'wait' } })
      const asked = world.ask(victim)
      await victim.passes('leased')
      for (const other of others) void world.ask(other)
      const [giveBack, unblock] = await victim.standsAt('answered', async () => [
        await world.takeStoreFrom(victim),
        world.blockRescue(),
      ])
      // Well before the spending deadline, after which others could but redeem again.
      await sleep(world.schedule.between('outage', 600, 1_000))
      await giveBack()
      unblock()
      const calls = await asked
      if (!calls.some(({ answer }) => answer?.value && 'unsaved' in answer.value))
        throw new Error('I2: nobody was told that the tokens were not saved yet.')
    },
  },
  {
    name: 'full-disk',
    about: 'The disk of the store is full when the answer comes; the rescue folder takes it.',
    stores: ['file'],
    disk: 'store',
    run: (world) => fullDisk(world, true),
  },
  {
    name: 'full-disk-and-rescue',
    about: 'The disk of store and rescue folder is full when the answer comes.',
    stores: ['file'],
    disk: 'store and rescue',
    run: (world) => fullDisk(world, false),
  },
]
