import type { ResourceAnswer } from '@oauth-tokens/core'

/**
 * What products say of a token that is dead. 57 (Books, Invoice, Inventory, Expense) is said of a missing scope as well;
 * the manager refreshes once and remembers if that did not help.
 */
const dead: ReadonlySet<string> = new Set([
  'INVALID_TOKEN', // CRM (recorded)
  'AUTHENTICATION_FAILURE', // CRM (documented)
  'INVALID_OAUTH', // Desk (reported)
  'INVALID_OAUTHTOKEN', // Mail (reported), Social (documented)
  '57', // Books family (reported)
  '4834', // Recruit (reported)
])

type Body = ResourceAnswer['json']

/** Whether an answer of a Zoho API says that the access token is dead. */
export function saysDeadToken({ status, json }: Pick<ResourceAnswer, 'status' | 'json'>): boolean {
  // Books was seen to say 57 under 400 too.
  if (status !== 401 && status !== 400) return false
  const words = wordsOf(json)
  if (words.some((word) => dead.has(word))) return true
  // A refusal with a word that is none of these is about scopes, permissions or the request; one without any is RFC 6750's.
  return status === 401 && words.length === 0
}

/** Where products put their code: each has a shape of its own. */
function wordsOf(json: Body): string[] {
  if (json === undefined) return []
  const error = objectIn(json.error)
  const places = [
    json.code,
    json.errorCode,
    json.cause,
    objectIn(json.data)?.errorCode,
    error?.message,
    error?.code,
    objectIn(objectIn(json.response)?.error)?.code,
  ]
  // Social repeats the HTTP status as a code.
  return places.flatMap((word) => (word === undefined || word === null || word === 401 ? [] : [String(word)]))
}

function objectIn(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
}
