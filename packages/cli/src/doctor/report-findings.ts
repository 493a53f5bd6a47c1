import { ConfigurationError, ProviderUnavailableError, StoreUnavailableError } from '@oauth-tokens/core'
import type { CommandContext } from '../command.ts'
import { clean } from '../output/clean.ts'
import type { Finding } from './finding.ts'

/** Prints all findings. @throws an error of the first failure's status */
export function reportFindings({ output }: CommandContext, findings: readonly Finding[]): void {
  const failed = findings.filter(({ level }) => level === 'failed')
  if (output.json) {
    output.document({ ok: failed.length === 0, findings: findings.map(({ exit: _, ...shown }) => shown) })
  } else {
    for (const finding of findings) output.line(lineOf(finding))
  }
  const [first] = failed
  if (!first) return
  const what = [...new Set(failed.map(subject))].join(', ')
  throw errorOf(first, `Checks that failed: ${what}. What to do stands behind each.`)
}

function lineOf(finding: Finding): string {
  const { level, detail, advice } = finding
  const next = advice === undefined ? '' : ` Next: ${advice}`
  return clean(`${level.padEnd(7)}  ${subject(finding)}: ${detail}${next}`)
}

function subject({ area, provider, connection }: Finding): string {
  if (connection !== undefined) return connection
  return provider === undefined ? area : `${area} ${provider}`
}

function errorOf({ exit, provider }: Finding, message: string): Error {
  const details = { code: 'check_failed', ...(provider !== undefined && { provider }) }
  if (exit === 7) return new StoreUnavailableError(message, details)
  if (exit === 6) return new ProviderUnavailableError(message, details)
  if (exit === 2) return new ConfigurationError(message, details)
  return new Error(message)
}
