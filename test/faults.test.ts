import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Row } from '../faults/bench/verdict.ts'
import { withSabotage } from './processes/support/sabotage.ts'
import { sabotages } from './processes/support/sabotages.ts'

const bench = join(import.meta.dirname, '../faults/run.mjs')
const run = promisify(execFile)

interface Report {
  seed: number
  rows: Row[]
  stray: string[]
}

/** The bench as a person runs it, its report read. */
async function faults(...args: string[]): Promise<{ status: number; report: Report }> {
  const ended = run(process.execPath, [bench, '--json', ...args], { maxBuffer: 32 * 1024 * 1024 }).then(
    ({ stdout }) => ({ status: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ status: code, stdout }),
  )
  const { status, stdout } = await ended
  return { status, report: JSON.parse(stdout) as Report }
}

describe('The fault bench', () => {
  test('breaks no invariant in its short form, on every store that there is', async () => {
    // Another schedule each time, unless one is to be had again.
    const { FAULTS_SEED: again } = process.env
    const { status, report } = await faults('--short', ...(again === undefined ? [] : ['--seed', again]))
    console.info(`The fault bench ran with FAULTS_SEED=${report.seed}`)
    const broken = report.rows.filter((row) => row.broken.length > 0)
    expect({ seed: report.seed, broken, stray: report.stray }).toEqual({
      seed: report.seed,
      broken: [],
      stray: [],
    })
    expect(status).toBe(0)
    expect(report.rows.filter(({ store }) => store === 'file').length).toBeGreaterThan(5)
    for (const { inFlight } of report.rows) expect(inFlight).toBe(1)
  })

  test('ends non-zero on a build whose lease everybody gets', async () => {
    const { status, report } = await withSabotage(sabotages.noLease, (core) =>
      faults('--store', 'file', '--only', 'kill-sending', '--short', '--core', core),
    )
    expect(status).toBe(1)
    const broken = report.rows.flatMap((row) => row.broken)
    expect(broken).toContainEqual(
      expect.stringMatching(/^I1: \d+ redemptions (of one generation in flight|after a definite answer)/),
    )
  })

  test('makes the same schedule of the same seed', async () => {
    const args = ['--store', 'file', '--only', 'kill-saved', '--seed', '42']
    const [one, other] = await Promise.all([faults(...args), faults(...args)])
    expect(one.report.rows.map(({ choices }) => choices)).toEqual(
      other.report.rows.map(({ choices }) => choices),
    )
    expect(one.report.rows).toHaveLength(1)
  })
})
