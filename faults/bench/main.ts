import { faults } from '../catalogue/index.ts'
import { storeColumns } from '../stores/index.ts'
import type { StoreColumn } from '../stores/store-column.ts'
import type { Fault } from './fault.ts'
import { listenForInterruption } from './interruption.ts'
import { type BenchOptions, readOptions, usage } from './options.ts'
import { summary, tableHead, tableRow } from './report.ts'
import { runRow } from './run-row.ts'
import type { Row } from './verdict.ts'

/** Runs the bench; returns the exit status: 0 all held, 1 an invariant broke, 2 wrong usage, 130 interrupted. */
export async function main(args: readonly string[]): Promise<number> {
  let options: BenchOptions
  try {
    options = readOptions(args)
  } catch (error) {
    say(`${(error as Error).message}\n${usage}`)
    return 2
  }
  const { seed, json } = options
  const interruption = listenForInterruption()
  // Of a row that was given up: nothing may keep the rest from being removed.
  const stray: string[] = []
  const onStray = (reason: unknown) => stray.push(String(reason))
  process.on('unhandledRejection', onStray)
  const rows: Row[] = []
  const columns = await availableColumns(options)
  if (!json) say(`seed ${seed}\n${tableHead()}`)
  try {
    // The stores side by side; on one store, one fault at a time.
    await Promise.all(
      columns.map(async (column) => {
        for (const fault of plan(options, column)) {
          if (interruption.signal) return
          const row = await runRow({ fault, column, core: options.core, seed, interruption })
          if (interruption.signal) return
          rows.push(row)
          if (!json) say(tableRow(row))
        }
      }),
    )
  } finally {
    await Promise.all(columns.map((column) => column.close()))
    interruption.stopListening()
    process.off('unhandledRejection', onStray)
  }
  if (interruption.signal) return 130
  if (json) say(JSON.stringify({ seed, rows, stray }, undefined, 2))
  else say([summary(rows, seed), ...stray].join('\n'))
  if (rows.length === 0) {
    say(`Nothing ran. The faults are:\n${faults.map(({ name, about }) => `${name}: ${about}`).join('\n')}`)
    return 2
  }
  return rows.some(({ broken }) => broken.length > 0) || stray.length > 0 ? 1 : 0
}

async function availableColumns({ stores }: BenchOptions): Promise<StoreColumn[]> {
  const columns: StoreColumn[] = []
  for (const name of stores) {
    const why = await storeColumns[name].missing()
    if (why === undefined) columns.push(storeColumns[name])
    else if (process.env['CI']) throw new Error(why)
    else process.stderr.write(`${name} is left out: ${why}\n`)
  }
  return columns
}

function plan({ only, short }: BenchOptions, { name }: StoreColumn): Fault[] {
  const wanted = (fault: Fault) => only.length === 0 || only.some((part) => fault.name.includes(part))
  return faults.filter((fault) => wanted(fault) && (short ? fault.short : fault.stores)?.includes(name))
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
