import { systemClock } from '../clock.ts'
import type { Cause } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { RevokeOutcome, RevokeRequest } from '../provider/abilities.ts'
import type {
  OAuthProviderDefinition,
  Place,
  ProviderEndpoints,
  RevocationDialect,
} from '../provider/definition.ts'
import type { RawAnswer } from '../provider/dialect.ts'
import { foreignText } from '../provider/foreign-text.ts'
import { createRedact } from '../provider/redact.ts'
import { retryAfter } from '../provider/retry-after.ts'
import type { Settings } from '../provider/settings.ts'
import { standardMeaning } from '../provider/standard-errors.ts'
import type { ClientCalls } from './client-calls.ts'
import { loadOAuthProvider } from './load-oauth-provider.ts'
import { replaced } from './token-requests.ts'

/** RFC 7009: any 2xx says that the token is gone, also one that was never known (section 2.2). */
const standard: RevocationDialect = {
  body: (token, hint) => ({ token, token_type_hint: hint }),
  read({ status, json }) {
    if (status >= 200 && status < 300) return 'revoked'
    if (typeof json?.error !== 'string') return undefined
    const { error, error_description: description } = json
    return { error, ...(typeof description === 'string' && { description }) }
  },
}

type Reading = RevokeOutcome & { wrongSecret?: boolean }

/** Ends a grant at its provider: by the refresh token, which takes its access tokens along (RFC 7009 section 2.1). */
export function revoker(
  definition: OAuthProviderDefinition,
  { id }: Settings,
  endpointsAt: (place: Place) => ProviderEndpoints,
  calls: ClientCalls,
): ((request: RevokeRequest) => Promise<RevokeOutcome>) | undefined {
  const { revocation, errors = () => undefined } = definition
  if (revocation === undefined) return undefined
  const dialect = revocation === 'standard' ? standard : revocation
  return async ({ accessToken, refreshToken, params, timeout }) => {
    const { revocation: endpoint } = endpointsAt({ params })
    const token = refreshToken ?? accessToken
    const hint = refreshToken === undefined ? 'access_token' : 'refresh_token'
    if (endpoint === undefined) {
      const cause = { name: 'Revocation', code: 'no_endpoint' }
      return {
        kind: 'refused',
        code: 'no_endpoint',
        message: phrase`Provider ${id} has no revocation endpoint.`,
        cause,
      }
    }
    const { host } = new URL(endpoint)
    const words = { token, token_type_hint: hint }
    const outcome = await calls<Reading>({
      purpose: 'refresh',
      params,
      endpoint,
      secrets: [accessToken, ...(refreshToken === undefined ? [] : [refreshToken])],
      timeout,
      request: async (call) =>
        (await loadOAuthProvider()).requestRevocation(call, token, { token_type_hint: hint }),
      read: (answer, sent) => judge(answer, dialect, { id, host, sent, errors }),
      show: (reading) => new Response(null, { status: reading.kind === 'revoked' ? 200 : 503 }),
      body: (written) => replaced(written, words, dialect.body(token, hint)),
    })
    if (!('wrongSecret' in outcome)) return outcome
    const { wrongSecret: _, ...rest } = outcome
    return rest
  }
}

function judge(
  answer: RawAnswer,
  dialect: RevocationDialect,
  {
    id,
    host,
    sent,
    errors,
  }: Required<Pick<OAuthProviderDefinition, 'errors'>> & {
    id: string
    host: string
    sent: readonly string[]
  },
): Reading {
  const redact = createRedact(sent)
  const causeOf = (code: string): Cause => ({ name: 'Revocation', code, status: answer.status, host })
  const read = answer.status >= 300 && answer.status < 400 ? undefined : dialect.read(answer)
  if (read === 'revoked') return { kind: 'revoked' }
  const code = read && foreignText(read.error, redact)
  const meaning = code === undefined ? undefined : (errors(code, 'refresh') ?? standardMeaning(code))
  if (answer.status === 429 || meaning?.kind === 'throttled') {
    const wait = retryAfter(answer.headers, systemClock)
    const word = code ?? 'http_429'
    return {
      kind: 'throttled',
      code: word,
      message:
        wait === undefined
          ? phrase`Provider ${id} asked to slow down.`
          : phrase`Provider ${id} asked to slow down. It asks to wait ${wait} s.`,
      cause: causeOf(word),
    }
  }
  if (code === undefined || answer.status >= 500) {
    return { kind: 'unknown', cause: causeOf(code ?? `http_${answer.status}`) }
  }
  const told = [code, read?.description && foreignText(read.description, redact)].filter(Boolean).join(': ')
  return {
    kind: 'refused',
    code,
    message: phrase`Provider ${id} refused to revoke the token (${told}).`,
    cause: causeOf(code),
    ...(meaning?.secret && { wrongSecret: true }),
  }
}
