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

/** The same answer with the object that holds the tokens changed in place by `change`. */
export function withTokens(
  answer: ServedAnswer,
  change: (holder: Record<string, unknown>) => void,
): ServedAnswer {
  const body = structuredClone(bodyOf(answer))
  const holder = holderOf(body)
  if (holder === undefined)
    throw new Error('The first recorded answer has no access_token: record a good one first')
  change(holder)
  return { ...answer, body }
}

/** The same answer with `echo` in every text for people: servers repeat what they were sent. */
export function withEcho(answer: ServedAnswer, echo: string): ServedAnswer {
  const body = bodyOf(answer)
  return typeof body === 'string'
    ? { ...answer, body: body && `${body} ${echo}` }
    : { ...answer, body: echoed(body, echo) }
}

/** The body as it goes over the wire. */
export function textOf({ body }: ServedAnswer): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** The tokens that a recorded answer carries. */
export function tokensOf(answer: ServedAnswer): string[] {
  const holder = holderOf(bodyOf(answer)) ?? {}
  return [holder.access_token, holder.refresh_token].filter(
    (token) => typeof token === 'string' && token !== '',
  ) as string[]
}

function bodyOf({ body }: ServedAnswer): string | object {
  if (typeof body !== 'string') return body
  try {
    return JSON.parse(body) as object
  } catch {
    return body
  }
}

function holderOf(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if ('access_token' in value) return value as Record<string, unknown>
  return Object.values(value)
    .map(holderOf)
    .find((holder) => holder !== undefined)
}

/** Words that machines read stay as they are. */
const machineRead = /^(error|code|status|.*token.*|expires.*)$/

function echoed(value: unknown, echo: string): object {
  const entries = Object.entries(value as object).map(([key, member]) => {
    if (typeof member === 'object' && member !== null) return [key, echoed(member, echo)]
    return [key, typeof member === 'string' && !machineRead.test(key) ? `${member} ${echo}` : member]
  })
  return { ...Object.fromEntries(entries), echo }
}
