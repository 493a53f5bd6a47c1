import { ConfigurationError, ProviderUnavailableError, StoreUnavailableError } from '@oauth-tokens/core'
import { joined, type Phrase, phrase, type Said } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { clean } from '../output/clean.ts'
import { isLively, paintOn, type Style } from '../output/style.ts'
import type { Area, Finding } from './finding.ts'

/** Prints all findings. @throws an error of the first failure's status */
export function reportFindings(context: CommandContext, findings: readonly Finding[]): void {
  const { output } = context
  const failed = findings.filter(({ level }) => level === 'failed')
  if (output.json) {
    output.document({ ok: failed.length === 0, findings: findings.map(({ exit: _, ...shown }) => shown) })
  } else {
    for (const finding of findings) for (const line of linesOf(finding, context)) output.line(line)
  }
  const [first] = failed
  if (!first) return
  const what = joined([...new Set(failed.map((finding) => output.text(subject(finding))))], ', ')
  throw errorOf(first, phrase`Checks that failed: ${what}. What to do stands behind each.`)
}

const marks = { ok: '✓', warning: '!', failed: '✗' } as const
const styles = { ok: 'good', warning: 'caution', failed: 'bad' } as const satisfies Record<string, Style>

/** For a person at a terminal a mark, and what to do on a line of its own; for everything else one line each. */
function linesOf(finding: Finding, { output, stdout, env }: CommandContext): string[] {
  const { level, detail, advice } = finding
  const said = clean(output.text(phrase`${subject(finding)}: ${detail}`))
  const next = advice === undefined ? undefined : clean(output.text(phrase`Next: ${advice}`))
  if (!isLively(stdout, env)) return [`${level.padEnd(7)}  ${said}${next === undefined ? '' : ` ${next}`}`]
  const paint = paintOn(stdout, env)
  return [`${paint(marks[level], styles[level])} ${said}`, ...(next === undefined ? [] : [`  → ${next}`])]
}

const areas: Readonly<Record<Area, Phrase>> = {
  configuration: phrase`configuration`,
  environment: phrase`environment`,
  files: phrase`files`,
  keys: phrase`keys`,
  store: phrase`store`,
  'rescue folder': phrase`rescue folder`,
  provider: phrase`provider`,
  connections: phrase`connections`,
}

function subject({ area, provider, connection }: Finding): Said {
  if (connection !== undefined) return connection
  return provider === undefined ? areas[area] : phrase`${areas[area]} ${provider}`
}

function errorOf({ exit, provider }: Finding, message: Phrase): Error {
  const details = { code: 'check_failed', ...(provider !== undefined && { provider }) }
  if (exit === 7) return new StoreUnavailableError(message, details)
  if (exit === 6) return new ProviderUnavailableError(message, details)
  if (exit === 2) return new ConfigurationError(message, details)
  return new Error(String(message))
}
