import { systemClock } from '../clock.ts'
import type { OAuthProviderDefinition } from '../provider/definition.ts'
import type { Purpose, TokenAnswer } from '../provider/dialect.ts'
import { hostOf } from '../provider/host-of.ts'
import type { RedeemOutcome } from '../provider/provider.ts'
import type { Settings } from '../provider/settings.ts'
import { type ReadOutcome, readTokenAnswer } from '../provider/token-outcome.ts'
import type { ClientCalls } from './client-calls.ts'
import { loadOAuthProvider } from './load-oauth-provider.ts'
import { standardAnswer } from './standard-answer.ts'

/** One call to a token endpoint. */
export interface TokenRequest {
  purpose: Purpose
  /** Where the account lives. */
  params: Readonly<Record<string, string>>
  endpoint: string
  grantType: string
  parameters: Record<string, string | undefined>
  /** Everything secret in it, beside the client's own. */
  secrets: readonly string[]
  /** Milliseconds. */
  timeout: number
  /** Replaces the standard body, for servers with words of their own; the client's credentials are kept. */
  body?: Record<string, string>
  onAnswer?(answer: TokenAnswer): void
}

export type RedeemRequest = (request: TokenRequest) => Promise<RedeemOutcome>

/** Calls to the token endpoint, judged in the provider's dialect. */
export function tokenRequests(
  definition: OAuthProviderDefinition,
  { id }: Settings,
  calls: ClientCalls,
): RedeemRequest {
  return async ({ purpose, params, endpoint, grantType, parameters, secrets, timeout, body, onAnswer }) => {
    const host = hostOf(endpoint)
    const extra = definition.tokenParameters?.(purpose) ?? {}
    const all = { ...extra, ...parameters }
    const outcome = await calls<ReadOutcome>({
      purpose,
      params,
      endpoint,
      secrets,
      timeout,
      request: async (call) => (await loadOAuthProvider()).requestGrant(call, grantType, defined(all)),
      read(answer, sent) {
        const reading = { definition, provider: id, host, clock: systemClock, secrets: sent }
        const { status, headers, text, json } = answer
        const asked = { status, headers, text, json, purpose, params }
        onAnswer?.(asked)
        const judged = readTokenAnswer(asked, reading)
        const told = Date.parse(headers.get('date') ?? '')
        if (!Number.isNaN(told)) judged.serverTime = told
        return judged
      },
      show: standardAnswer,
      ...(body && { body: (standard: URLSearchParams) => replaced(standard, all, body) }),
    })
    if (!('wrongSecret' in outcome)) return outcome
    const { wrongSecret: _, ...rest } = outcome
    return rest
  }
}

export function defined(parameters: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** The credentials that were written, with the provider's words in the place of the standard's. */
export function replaced(
  standard: URLSearchParams,
  parameters: Record<string, string | undefined>,
  body: Record<string, string>,
): URLSearchParams {
  const written = new URLSearchParams(standard)
  for (const name of ['grant_type', ...Object.keys(parameters)]) written.delete(name)
  for (const [name, value] of Object.entries(body)) written.set(name, value)
  return written
}
