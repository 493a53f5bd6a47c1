import { parseEnv } from 'node:util'
import { phrase } from '@oauth-tokens/core/phrase'
import { fieldReader } from './field-reader.ts'
import type { FoundTokens } from './found-tokens.ts'
import { importProblem, namesIn } from './import-problem.ts'
import { present, readScopes } from './read-members.ts'
import { readInstant, readSeconds } from './read-time.ts'

/** What a variable is called behind its prefix, such as `ZALO_OA_`; the first that is there counts. */
export const understoodNames = {
  accessToken: ['ACCESS_TOKEN'],
  refreshToken: ['REFRESH_TOKEN'],
  expiresIn: ['EXPIRES_IN', 'ACCESS_TOKEN_EXPIRES_IN', 'TOKEN_EXPIRES_IN'],
  expiresAt: ['EXPIRES_AT', 'ACCESS_TOKEN_EXPIRES_AT', 'TOKEN_EXPIRES_AT'],
  /** A lifetime or an instant: which one, its size tells. */
  expires: ['EXPIRES', 'ACCESS_TOKEN_EXPIRES', 'TOKEN_EXPIRES'],
  refreshExpiresIn: ['REFRESH_EXPIRES_IN', 'REFRESH_TOKEN_EXPIRES_IN'],
  refreshExpiresAt: ['REFRESH_EXPIRES_AT', 'REFRESH_TOKEN_EXPIRES_AT'],
  issuedAt: ['ISSUED_AT'],
  scope: ['SCOPE', 'SCOPES'],
  tokenType: ['TOKEN_TYPE'],
  label: ['LABEL'],
  clientId: ['CLIENT_ID', 'APP_ID'],
  provider: ['PROVIDER'],
  account: ['ACCOUNT', 'ACCOUNT_ID', 'OA_ID'],
} as const

/** Longest lifetime in seconds that is not taken for an instant: ten years. */
const longestLifetime = 10 * 366 * 86_400

const tokenName = /^(.*?)(?:ACCESS|REFRESH)_TOKEN$/i

/** Whether a text is lines of `KEY=VALUE`. */
export function isEnv(text: string): boolean {
  const first = text.split('\n').find((line) => !/^\s*(#|$)/.test(line))
  return first !== undefined && /^\s*(export\s+)?[A-Za-z_]\w*\s*=/.test(first)
}

/** Variables with tokens in them: those with one prefix belong together. */
export function readEnv(text: string, source: string): FoundTokens[] {
  const variables = Object.fromEntries(
    Object.entries(parseEnv(text)).map(([name, value]) => [nameOf(name), value ?? '']),
  )
  const prefixes = new Set(
    Object.keys(variables).flatMap((name) => {
      const [, prefix] = (variables[name] !== '' && tokenName.exec(name)) || []
      return prefix === undefined ? [] : [prefix]
    }),
  )
  if (prefixes.size > 0) return [...prefixes].map((prefix) => readGroup(variables, prefix, source))
  const names = namesIn(Object.keys(variables))
  throw importProblem(
    source,
    phrase`no variable in it has a name that ends in ACCESS_TOKEN or REFRESH_TOKEN and a value; it has ${names || '?'}`,
  )
}

function readGroup(variables: Record<string, string>, prefix: string, source: string): FoundTokens {
  const where = prefix === '' ? source : phrase`${source}, ${prefix.slice(0, 40)}…`
  const { text, token, seconds, instant, first, problem } = fieldReader(where, variables)
  const named = <Value>(read: (name: string) => Value | undefined, kind: keyof typeof understoodNames) =>
    first(
      read,
      understoodNames[kind].map((name) => prefix + name),
    )
  const accessToken = named(token, 'accessToken')
  const refreshToken = named(token, 'refreshToken')
  const expires = named((name) => {
    const value = text(name)
    if (value === undefined) return undefined
    const lifetime = readSeconds(value)
    if (lifetime !== undefined && lifetime <= longestLifetime) return { expiresIn: lifetime }
    const at = readInstant(value)
    if (at === undefined) throw problem(phrase`${name} is neither a number of seconds nor a time`)
    return { expiresAt: at }
  }, 'expires')
  return {
    where,
    // ZALO_OA_ID beside ZALO_OA_REFRESH_TOKEN; by itself ID would be too common a name.
    ...present({
      provider: named(text, 'provider'),
      account: named(text, 'account') ?? (prefix === '' ? undefined : text(`${prefix}ID`)),
    }),
    guess: { providers: providersOf(prefix) },
    tokens: {
      ...expires,
      ...present({
        accessToken,
        refreshToken,
        tokenType: named(text, 'tokenType'),
        expiresIn: named(seconds, 'expiresIn'),
        expiresAt: named(instant, 'expiresAt'),
        refreshExpiresIn: named(seconds, 'refreshExpiresIn'),
        refreshExpiresAt: named(instant, 'refreshExpiresAt'),
        issuedAt: named(instant, 'issuedAt'),
        scopes: readScopes(named(text, 'scope')),
        label: named(text, 'label'),
        clientId: named(text, 'clientId'),
      }),
    },
  }
}

/** Lines without "=" are parsed as the beginning of the name that follows them. */
function nameOf(parsed: string): string {
  const [last = ''] = parsed.split('\n').slice(-1)
  return last
    .replace(/^\s*export\s/, '')
    .trim()
    .toUpperCase()
}

/** `ZALO_OA_SHOP_`: zalo-oa-shop, then zalo-oa, then zalo. */
function providersOf(prefix: string): string[] {
  const words = prefix.toLowerCase().split('_').filter(Boolean)
  return words.map((_, index) => words.slice(0, words.length - index).join('-'))
}
