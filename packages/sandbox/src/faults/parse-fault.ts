import { standardServerNames } from '../standard/server-names.ts'
import type { Fault } from './fault.ts'

// A record, so that a kind left out does not compile.
const kindSet: Record<Fault['kind'], true> = {
  latency: true,
  gate: true,
  'answer-lost': true,
  'hang-before-commit': true,
  'hang-after-commit': true,
  'reset-before': true,
  'reset-after': true,
  truncated: true,
  status: true,
  html: true,
  empty: true,
  'missing-refresh-token': true,
  'wrong-types': true,
  'error-body': true,
  throttled: true,
}
const kinds = Object.keys(kindSet)

type Check = (value: unknown) => boolean

const isString: Check = (value) => typeof value === 'string'
const isBoolean: Check = (value) => typeof value === 'boolean'
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0
const isDelay: Check = (value) => Number.isFinite(value) && (value as number) >= 0
const isStringOrNumber: Check = (value) => isString(value) || Number.isFinite(value)
const oneOf =
  (...allowed: unknown[]): Check =>
  (value) =>
    allowed.includes(value)

const fields: Record<string, Check> = {
  kind: oneOf(...kinds),
  path: oneOf('token', 'getoa', 'permission', 'api', 'userinfo', 'revoke', 'device'),
  server: oneOf('zalo-oa', 'zalo-social', 'zalopay', 'zoho', 'etelecom', 'interits', ...standardServerNames),
  grantType: isString,
  accountId: isString,
  times: (value) =>
    value === 'always' || value === Number.POSITIVE_INFINITY || (isCount(value) && value !== 0),
  afterSkip: isCount,
  delayMs: isDelay,
  delayAfterMs: isDelay,
  hold: oneOf('before-commit', 'after-commit'),
  id: isString,
  commit: isBoolean,
  status: (value) => isCount(value) && (value as number) >= 200 && (value as number) <= 599,
  body: isString,
  retryAfter: isStringOrNumber,
  set: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  code: isStringOrNumber,
  withEmptyTokens: isBoolean,
  as: oneOf('body', 'status'),
}

/**
 * Checks a fault, from TypeScript or from JSON.
 * @throws TypeError that names the field: a fault with a typing error would silently never strike
 */
export function parseFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null) throw new TypeError('A fault is an object with a kind')
  const fault = value as Record<string, unknown>
  if (!('kind' in fault)) throw new TypeError(`A fault needs a kind: ${kinds.join(', ')}`)
  if (fault['kind'] === 'error-body' && fault['code'] === undefined) {
    throw new TypeError('An error-body fault needs a code, as -14014')
  }
  for (const [name, given] of Object.entries(fault)) {
    if (given === undefined) continue
    const check = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!check) throw new TypeError(`Unknown field of a fault: ${name}`)
    if (!check(given)) {
      const hint = name === 'kind' ? `; the kinds are ${kinds.join(', ')}` : ''
      throw new TypeError(`Bad ${name} of a fault: ${JSON.stringify(given)}${hint}`)
    }
  }
  return fault as unknown as Fault
}
