import type { TokenSet } from '@oauth-tokens/core'
import { joined, type Phrase, phrase, type Said } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { describeError } from '../output/describe-error.ts'
import { durationOf } from '../output/relative-time.ts'
import type { Refreshed } from './refreshed.ts'

export interface Run {
  results: readonly Refreshed[]
  /** How many connections were to be refreshed. */
  wanted: number
  /** Those whose new tokens were stored, also after the command was stopped. */
  stored: ReadonlySet<string>
  /** Milliseconds. */
  took: number
}

/** On a terminal more failures than these would only push away the first. */
const most = 10

type Failed = Extract<Refreshed, { kind: 'failed' }>

/** Prints a summary; the first failure decides the status. */
export function report({ output, stderr, signal }: CommandContext, run: Run): void {
  const { results } = run
  const of = (kind: 'refreshed' | 'degraded' | 'fresh') =>
    results.flatMap((result) => (result.kind === kind ? [summary(result.set)] : []))
  const failed = results.filter((result): result is Failed => result.kind === 'failed')
  // Whoever was waited for in vain because of Ctrl-C has not failed.
  const causes = failed.filter(({ error }) => error !== signal.reason)
  const [first, ...others] = causes
  if (output.json) {
    output.document({
      refreshed: of('refreshed'),
      degraded: of('degraded'),
      fresh: of('fresh'),
      failed: failed.map(({ connection, error }) => ({ connection, error: describeError(error) })),
    })
  } else {
    for (const { connection } of of('refreshed')) output.line(connection)
    const told = stderr.isTTY ? others.slice(0, most) : others
    for (const { connection, error } of told)
      output.warning(phrase`${connection}: ${describeError(error).message}`)
    const untold = others.length - told.length
    if (untold > 0) output.warning(phrase`… and ${untold} more failed; with --json all are told.`)
    const counts = countsOf(run, of('degraded').length, of('fresh').length, causes.length)
    if (signal.aborted) output.log(stopped(run, counts, signal.reason))
    else if (run.wanted > 1) output.note(phrase`${counts} (${durationOf(run.took)})`)
  }
  if (first) throw first.error
  signal.throwIfAborted()
}

function countsOf({ stored }: Run, degraded: number, fresh: number, failed: number): Phrase {
  const parts: Said[] = [phrase`${stored.size} refreshed`]
  if (degraded > 0) parts.push(phrase`${degraded} degraded`)
  if (fresh > 0) parts.push(phrase`${fresh} fresh already`)
  if (failed > 0) parts.push(phrase`${failed} failed`)
  return joined(parts, ', ')
}

/** How far it came: what was under way is finished by now. */
function stopped({ results, wanted, stored }: Run, counts: Phrase, reason: unknown): Phrase {
  const tried = results.filter((result) => result.kind !== 'failed' || result.error !== reason)
  const done = new Set([...stored, ...tried.map(({ connection }) => connection)])
  return phrase`Stopped after ${done.size} of ${wanted}: ${counts}. What was refreshed is saved.`
}

function summary({ connection, generation, expiresAt }: TokenSet): {
  connection: string
  generation: number
  expiresAt?: Date
} {
  return { connection, generation, ...(expiresAt && { expiresAt }) }
}
