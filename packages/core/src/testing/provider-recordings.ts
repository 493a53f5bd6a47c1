import type { Grant, Identity, RedeemOutcome } from '../provider/provider.ts'

/** One answer of a server; an object is sent as JSON. */
export interface ServedAnswer {
  status?: number
  headers?: Readonly<Record<string, string>>
  body: string | object
}

/** What an outcome must at least say. */
export type ExpectedOutcome =
  | { kind: 'issued'; grant: Partial<Grant> & Pick<Grant, 'accessToken'> }
  | {
      kind: Exclude<RedeemOutcome['kind'], 'issued'>
      refusal?: 'grant' | 'client'
      code?: string
      retryAfter?: number
    }

/** An answer of the token endpoint as somebody saw it, and what it means. */
export interface RecordedAnswer {
  title: string
  answer: ServedAnswer
  outcome: ExpectedOutcome
}

/** An answer of the user-info endpoint, and the identity or the name of the error that it must lead to. */
export interface RecordedIdentity {
  title: string
  answer: ServedAnswer
  identity?: Identity
  error?: string
}

/** What an adapter can be asked for: by a code, by a refresh token, or by the app for itself. */
export type GrantPurpose = 'exchange' | 'refresh' | 'client'

/** What a provider was seen to answer. The first of each kind must be a good answer; what it does not do is left out. */
export interface ProviderRecordings {
  exchange?: readonly RecordedAnswer[]
  refresh?: readonly RecordedAnswer[]
  /** Client credentials (RFC 6749 section 4.4). */
  client?: readonly RecordedAnswer[]
  identify?: readonly RecordedIdentity[]
}

/** What the server calls these, where it has names of its own. */
export interface TokenFields {
  /** @default 'access_token' */
  accessToken?: string
  /** @default 'refresh_token' */
  refreshToken?: string
  /** @default 'expires_in' */
  expiresIn?: string
}

export const standardFields: Required<TokenFields> = {
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  expiresIn: 'expires_in',
}

/** The same answer with the object that holds the access token, or that field, changed in place by `change`. */
export function withTokens(
  answer: ServedAnswer,
  { accessToken, ...fields }: Required<TokenFields>,
  change: (holder: Record<string, unknown>) => void,
  field?: keyof typeof fields,
): ServedAnswer {
  const body = structuredClone(bodyOf(answer))
  const holder = (field && holderOf(body, fields[field])) ?? holderOf(body, accessToken)
  if (holder === undefined)
    throw new Error(`The first recorded answer has no ${accessToken}: record a good one first`)
  change(holder)
  return { ...answer, body }
}

/** The same answer with `echo` in every text for people: servers repeat what they were sent. */
export function withEcho(
  answer: ServedAnswer,
  echo: string,
  fields: Required<TokenFields> = standardFields,
): ServedAnswer {
  const body = bodyOf(answer)
  return typeof body === 'string'
    ? { ...answer, body: body && `${body} ${echo}` }
    : { ...answer, body: echoed(body, echo, Object.values(fields)) }
}

/** The body as it goes over the wire. */
export function textOf({ body }: ServedAnswer): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** The tokens that a recorded answer carries. */
export function tokensOf(
  answer: ServedAnswer,
  { accessToken, refreshToken }: Required<TokenFields>,
): string[] {
  const body = bodyOf(answer)
  return [accessToken, refreshToken]
    .map((name) => holderOf(body, name)?.[name])
    .filter((token) => typeof token === 'string' && token !== '') as string[]
}

function bodyOf({ body }: ServedAnswer): string | object {
  if (typeof body !== 'string') return body
  try {
    return JSON.parse(body) as object
  } catch {
    return body
  }
}

function holderOf(value: unknown, name: string): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (name in value) return value as Record<string, unknown>
  return Object.values(value)
    .map((member) => holderOf(member, name))
    .find((holder) => holder !== undefined)
}

/** Words that machines read stay as they are. */
const machineRead = /^(error|code|status|.*token.*|expires.*)$/

function echoed(value: unknown, echo: string, kept: readonly string[]): object {
  const entries = Object.entries(value as object).map(([key, member]) => {
    if (typeof member === 'object' && member !== null) return [key, echoed(member, echo, kept)]
    const forPeople = typeof member === 'string' && !machineRead.test(key) && !kept.includes(key)
    return [key, forPeople ? `${member} ${echo}` : member]
  })
  return { ...Object.fromEntries(entries), echo }
}
