import { phrase } from '@oauth-tokens/core/phrase'
import type { Check } from '@oauth-tokens/core/testing'
import type { CommandContext } from '../command.ts'
import { clean } from '../output/clean.ts'
import { isLively, paintOn } from '../output/style.ts'

export interface TestReport {
  provider: string
  /** As the configuration has it: a module, a package, the name of a declaration. */
  adapter: string
  /** The file; absent: made up. */
  recordings?: string | undefined
  checks: readonly Check[]
}

/** A line for each check, as soon as it is known. */
export function reportCheck({ output, stdout, env }: CommandContext, { title, ok, detail }: Check): void {
  if (output.json) return
  const said = clean(detail === undefined ? title : `${title}: ${detail}`)
  const paint = paintOn(stdout, env)
  const mark = ok ? paint('✓', 'good') : paint('✗', 'bad')
  output.line(isLively(stdout, env) ? `${mark} ${said}` : `${(ok ? 'ok' : 'failed').padEnd(7)}  ${said}`)
}

/** A summary, and what to look at; the status is 1 where a check failed. */
export function reportChecks({ output, endWith }: CommandContext, report: TestReport): void {
  const { adapter, recordings, checks } = report
  const failed = checks.filter(({ ok }) => !ok).length
  if (output.json) output.document({ ok: failed === 0, ...report })
  if (failed === 0) {
    output.note(phrase`All ${checks.length} checks hold for ${adapter}.`)
    return
  }
  endWith(1)
  if (output.json) return
  output.say(phrase`${failed} of ${checks.length} checks failed for ${adapter}.`)
  if (recordings === undefined) {
    output.say(
      phrase`If the provider does not answer in the standard's words, give recordings of what it says: --recordings FILE`,
    )
  }
}
