import { systemClock } from '../clock.ts'
import { phrase } from '../phrase.ts'
import { causeOf } from '../provider/cause.ts'
import type { OAuthProviderDefinition, Place, ProviderEndpoints } from '../provider/definition.ts'
import type { RawAnswer } from '../provider/dialect.ts'
import { identityUnavailable, readIdentityAnswer } from '../provider/identity.ts'
import { optionError } from '../provider/option-error.ts'
import type { IdentifyRequest, Identity, ProviderAdapter } from '../provider/provider.ts'
import { createRedact } from '../provider/redact.ts'
import { send } from '../provider/send.ts'
import type { Settings } from '../provider/settings.ts'
import { loadOAuthProvider } from './load-oauth-provider.ts'

/** Asks the user-info endpoint whose an access token is. */
export function identifier(
  definition: OAuthProviderDefinition,
  { id, clientId, allSecrets }: Settings,
  endpointsAt: (place: Place) => ProviderEndpoints,
  headersOf: (accessToken: string) => Record<string, string>,
): ProviderAdapter['identify'] {
  const { identify, identityFrom } = definition
  if (identify === undefined && identityFrom === undefined) return undefined
  return async ({ accessToken, timeout, ...token }: IdentifyRequest): Promise<Identity | undefined> => {
    const known = identityFrom?.(token) ?? 'ask'
    if (known !== 'ask') return known === 'untold' ? undefined : known
    if (identify === undefined) {
      throw identityUnavailable(id, { name: 'TokenAnswer', code: 'account_untold' })
    }
    const { raw, params } = token
    const { userInfo } = endpointsAt({ params, raw })
    if (userInfo === undefined) throw optionError(id, 'endpoints.userInfo', phrase`is missing`)
    const { host } = new URL(userInfo)
    const redact = createRedact([...allSecrets, accessToken])
    const { requestResource, withoutSecret } = await loadOAuthProvider()
    let answer: RawAnswer | undefined
    const call = {
      clientId,
      endpoint: userInfo,
      auth: withoutSecret(),
      fetch: async (
        url: string,
        { headers, method }: { headers: Record<string, string>; method: string },
      ) => {
        const { authorization: _, ...others } = headers
        const own = { ...others, ...headersOf(accessToken) }
        answer = await send({ url, method, headers: own, body: null, timeout })
        return new Response(null, { status: 204 })
      },
    }
    try {
      await requestResource(call, accessToken)
    } catch (error) {
      throw identityUnavailable(id, causeOf(error, host, redact))
    }
    if (answer === undefined) throw identityUnavailable(id, { name: 'IdentityAnswer', code: 'no_answer' })
    return readIdentityAnswer(answer, identify, { provider: id, host, clock: systemClock, redact, token })
  }
}
