import type { Grant } from './provider.ts'
import type { Redact } from './redact.ts'

/** What an adapter assumes; answers far beyond it are in another unit. */
export interface Lifetimes {
  accessTokenLifetime?: number
  refreshTokenLifetime?: number
}

const tenYears = 315_360_000
/** A lifetime in milliseconds is a thousand times too long; no server grants a hundred times its usual one. */
const factor = 100
const deepest = 8
const secretKey = /^(access|refresh|id)token$|^(client|app)?secret(key)?$|^codeverifier$/

/** A standard body with a usable access token, in our terms; undefined without one. */
export function readGrant(
  body: Record<string, unknown>,
  lifetimes: Lifetimes,
  redact: Redact,
): Grant | undefined {
  const accessToken = tokenOf(body.access_token)
  if (accessToken === undefined) return undefined
  const refreshToken = tokenOf(body.refresh_token)
  const expiresIn = secondsOf(body.expires_in, lifetimes.accessTokenLifetime)
  const refreshExpiresIn = secondsOf(
    body.refresh_token_expires_in ?? body.refresh_expires_in,
    lifetimes.refreshTokenLifetime,
  )
  const scopes = scopesOf(body.scope, redact)
  const idToken = tokenOf(body.id_token)
  return {
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    tokenType: tokenTypeOf(body.token_type, redact),
    ...(expiresIn !== undefined && { expiresIn }),
    ...(refreshExpiresIn !== undefined && { refreshExpiresIn }),
    ...(scopes !== undefined && { scopes }),
    ...(idToken !== undefined && { idToken }),
    raw: withoutSecrets(body, redact, 0) as Record<string, unknown>,
  }
}

/** The tokens of an answer, wherever they stand: what must not be shown. */
export function tokensIn(value: unknown, depth = 0): string[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return []
  const found: string[] = []
  for (const [key, member] of Object.entries(value)) {
    if (typeof member !== 'string') found.push(...tokensIn(member, depth + 1))
    else if (isSecret(key)) found.push(member)
  }
  return found
}

function tokenOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** Whole seconds, or undefined when the value is silly: a wrong lifetime must never cost the tokens beside it. */
function secondsOf(value: unknown, usual: number | undefined): number | undefined {
  const text = typeof value === 'number' ? String(value) : value
  // Not parseFloat: it takes "3600abc".
  if (typeof text !== 'string' || !/^\s*\d{1,15}(\.\d+)?\s*$/.test(text)) return undefined
  const seconds = Math.floor(Number(text))
  return seconds > 0 && seconds <= (usual === undefined ? tenYears : usual * factor) ? seconds : undefined
}

function tokenTypeOf(value: unknown, redact: Redact): string {
  return typeof value === 'string' && value !== '' ? redact(value).toLowerCase() : 'bearer'
}

function scopesOf(value: unknown, redact: Redact): string[] | undefined {
  const text = Array.isArray(value) ? value.filter((scope) => typeof scope === 'string').join(' ') : value
  return typeof text === 'string'
    ? redact(text)
        .split(/[\s,]+/)
        .filter((scope) => scope !== '')
    : undefined
}

/** `raw` is shown to people: no tokens by name at any depth, none by value in a field of another name. */
function withoutSecrets(value: unknown, redact: Redact, depth: number): unknown {
  if (typeof value === 'string') return redact(value)
  if (typeof value !== 'object' || value === null) return value
  // Deeper than any real answer; following it would risk the stack, and with it the tokens.
  if (depth > deepest) return null
  if (Array.isArray(value)) return value.map((member) => withoutSecrets(member, redact, depth + 1))
  const shown: [string, unknown][] = []
  for (const [key, member] of Object.entries(value))
    if (!isSecret(key)) shown.push([redact(key), withoutSecrets(member, redact, depth + 1)])
  // fromEntries, not assignment: a key "__proto__" stays a key.
  return Object.fromEntries(shown)
}

/** Names that were judged: the answers of one server use the same few. */
const judged = new Map<string, boolean>()
const mostJudged = 1_000

function isSecret(key: string): boolean {
  const known = judged.get(key)
  if (known !== undefined) return known
  const secret = secretKey.test(key.toLowerCase().replace(/[^a-z]/g, ''))
  if (judged.size >= mostJudged) judged.clear()
  judged.set(key, secret)
  return secret
}
