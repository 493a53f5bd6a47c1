import type { ImportedTokens } from '@oauth-tokens/core'
import { UsageError } from '../usage-error.ts'
import type { SourceDocument } from './parse-documents.ts'
import { readInstant, readSeconds } from './read-time.ts'

/** What the flags say about tokens whose JSON does not. */
export interface ImportDefaults {
  provider?: string
  account?: string
  issuedAt?: Date
}

/** Tokens as a token endpoint or a file of ours writes them. @throws UsageError that names the field, never a value */
export function readTokens({ value, where }: SourceDocument, defaults: ImportDefaults): ImportedTokens {
  const problem = (what: string) =>
    new UsageError(`${where}: ${what}. Nothing was imported.`, { code: 'invalid_import' })
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw problem('expected a JSON object')
  const fields = value as Record<string, unknown>

  const text = (name: string): string | undefined => {
    const field = fields[name]
    if (field === undefined || field === null || field === '') return undefined
    if (typeof field === 'string') return field
    throw problem(`${name} is not text in quotes`)
  }
  const whose = (name: 'provider' | 'account'): string => {
    const own = text(name)
    const flag = defaults[name]
    if (own !== undefined && flag !== undefined && own !== flag)
      throw problem(`its ${name} is not that of --${name}`)
    const found = own ?? flag
    if (found === undefined) throw problem(`it does not say whose tokens they are; add --${name}`)
    return found
  }

  const accessToken = text('access_token')
  const refreshToken = text('refresh_token')
  if (accessToken === undefined && refreshToken === undefined) {
    throw problem(
      'error' in fields
        ? 'this is the error answer of a provider: it holds no tokens'
        : 'it has neither access_token nor refresh_token',
    )
  }
  const time = <Value>(read: (field: unknown) => Value | undefined, name: string, expected: string) => {
    const field = fields[name]
    if (field === undefined || field === null || field === '') return undefined
    const result = read(field)
    if (result === undefined) throw problem(`${name} is not ${expected}`)
    return result
  }
  const seconds = (name: string) => time(readSeconds, name, 'a number of seconds')
  const instant = (name: string) => time(readInstant, name, 'a time: ISO 8601, or seconds since 1970')

  const [provider, account] = [whose('provider'), whose('account')]
  const expiresIn = seconds('expires_in')
  const expiresAt = instant('expires_at')
  const refreshExpiresIn = seconds('refresh_expires_in') ?? seconds('refresh_token_expires_in')
  const refreshExpiresAt = instant('refresh_expires_at')
  const issuedAt = defaults.issuedAt ?? instant('issued_at')
  const scopes = readScopes(fields.scope)
  const label = text('label')
  const tokenType = text('token_type')
  return {
    provider,
    account,
    ...(accessToken !== undefined && { accessToken }),
    ...(refreshToken !== undefined && { refreshToken }),
    ...(tokenType !== undefined && { tokenType }),
    ...(expiresIn !== undefined && { expiresIn }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(refreshExpiresIn !== undefined && { refreshExpiresIn }),
    ...(refreshExpiresAt !== undefined && { refreshExpiresAt }),
    ...(issuedAt !== undefined && { issuedAt }),
    ...(scopes && { scopes }),
    ...(label !== undefined && { label }),
  }
}

/** Separated by spaces as the standard says, by commas as some write it, or a list. */
function readScopes(scope: unknown): string[] | undefined {
  if (typeof scope === 'string') return scope.split(/[\s,]+/).filter(Boolean)
  if (Array.isArray(scope)) return scope.filter((one) => typeof one === 'string')
  return undefined
}
