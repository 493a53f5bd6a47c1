import { randomInt } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { realCore } from '../../test/processes/support/house.ts'
import type { StoreName } from './fault.ts'

export interface BenchOptions {
  seed: number
  short: boolean
  json: boolean
  /** Parts of names. None: all. */
  only: readonly string[]
  stores: readonly StoreName[]
  /** The package folder of the build under test. */
  core: string
}

const storeNames: readonly StoreName[] = ['file', 'redis', 'postgres']

export const usage = `node faults/run.mjs [--seed N] [--short] [--only NAME]... [--store ${storeNames.join('|')}]... [--json] [--core FOLDER]`

/** @throws TypeError, with what is wrong */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      short: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      store: { type: 'string', multiple: true, default: [...storeNames] },
      core: { type: 'string', default: realCore },
    },
  })
  const seed = values.seed === undefined ? randomInt(1_000_000) : Number(values.seed)
  if (!Number.isSafeInteger(seed)) throw new TypeError(`--seed must be a whole number, not ${values.seed}`)
  const unknown = values.store.filter((name) => !storeNames.some((known) => known === name))
  if (unknown.length > 0) throw new TypeError(`There is no store ${unknown}: ${storeNames.join(', ')}`)
  const { short, json, only } = values
  return { seed, short, json, only, stores: values.store as StoreName[], core: resolve(values.core) }
}
