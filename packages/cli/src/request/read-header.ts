import { phrase } from '@oauth-tokens/core/phrase'
import { UsageError } from '../usage-error.ts'
import { looksSecret } from './looks-secret.ts'

/** A header whose value is given, or lies in a file, or `-`: on stdin. */
type HeaderSource =
  | { name: string; value: string; source?: never }
  | { name: string; value?: never; source: string }

/** `K: V`, `K:@FILE` or `K:-`. @throws UsageError that never repeats a value */
export function readHeader(header: string): HeaderSource {
  const colon = header.indexOf(':')
  const name = header.slice(0, Math.max(colon, 0)).trim()
  if (!/^[!#$%&'*+.^`|~\w-]+$/.test(name)) {
    throw new UsageError(phrase`--header takes 'NAME: VALUE', NAME:@FILE or NAME:-.`)
  }
  const value = header.slice(colon + 1).trim()
  if (value === '-') return { name, source: '-' }
  if (value.startsWith('@') && value.length > 1) return { name, source: value.slice(1) }
  if (!looksSecret(name, value)) return { name, value }
  throw new UsageError(
    phrase`--header ${name} looks like a credential, and what stands in argv is seen by others: give it as ${name}:@FILE or ${name}:-. The access token is added by itself.`,
    { code: 'secret_in_argv' },
  )
}
