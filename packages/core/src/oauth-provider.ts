import * as client from 'openid-client'
import { systemClock } from './clock.ts'
import { authorizationParameters, requireAuthorization } from './provider/authorization-url.ts'
import { causeOf } from './provider/cause.ts'
import { configurationDigest } from './provider/configuration-digest.ts'
import type { OAuthProviderDefinition, Place, ProviderEndpoints } from './provider/definition.ts'
import type { Purpose, RawAnswer } from './provider/dialect.ts'
import { resolveEndpoints, resolveResourceHosts } from './provider/endpoints.ts'
import { identityUnavailable, readIdentityAnswer } from './provider/identity.ts'
import { wasNotSent } from './provider/not-sent.ts'
import { optionError } from './provider/option-error.ts'
import { fixedVerifier } from './provider/pkce.ts'
import type { IdentifyRequest, Identity, ProviderAdapter, RedeemOutcome } from './provider/provider.ts'
import { readCallback } from './provider/read-callback.ts'
import { createRedact } from './provider/redact.ts'
import { send } from './provider/send.ts'
import { readSettings } from './provider/settings.ts'
import { type ReadOutcome, readTokenAnswer } from './provider/token-outcome.ts'

/** One call to the token endpoint. */
interface TokenCall {
  purpose: Purpose
  endpoint: string
  /** Everything secret in it. */
  secrets: readonly string[]
  timeout: number
  request(configuration: client.Configuration): Promise<unknown>
}

/**
 * Makes an adapter from a definition. openid-client builds and sends every request, through two seams:
 * `ClientAuth` writes the credentials, `customFetch` reads the answer in the provider's dialect.
 * @throws ConfigurationError when an option is missing or wrong
 */
export function defineOAuthProvider(definition: OAuthProviderDefinition): ProviderAdapter {
  const settings = readSettings(definition)
  const { id, clientId, clientSecrets } = settings
  const endpoints = resolveEndpoints(id, definition.endpoints, definition.options)
  const verifier = fixedVerifier(id, definition.pkce)
  const header =
    definition.header ?? ((accessToken) => ({ name: 'Authorization', value: `Bearer ${accessToken}` }))

  const endpointsAt = (place: Place): ProviderEndpoints => {
    const own = definition.endpointsFor?.(place)
    return own === undefined
      ? endpoints
      : resolveEndpoints(id, { ...definition.endpoints, ...own }, definition.options)
  }

  const configure = (
    endpoint: string,
    auth: client.ClientAuth,
    fetch: client.CustomFetch,
  ): client.Configuration => {
    const server = { issuer: new URL(endpoint).origin, token_endpoint: endpoint }
    const configuration = new client.Configuration(server, clientId, undefined, auth)
    // The time limit is ours: it is given per call, and covers the body.
    configuration.timeout = 0
    configuration[client.customFetch] = fetch
    if (endpoint.startsWith('http:')) client.allowInsecureRequests(configuration)
    return configuration
  }

  const clientAuth = (call: TokenCall, clientSecret: string): client.ClientAuth => {
    const { clientAuth: own } = definition
    if (own === 'none') return client.None()
    if (own === 'client_secret_basic') return client.ClientSecretBasic(clientSecret)
    if (own === 'client_secret_post') return client.ClientSecretPost(clientSecret)
    return (_server, _client, body, headers) =>
      own({ clientId, clientSecret, body, headers, purpose: call.purpose, url: call.endpoint })
  }

  const callOnce = async (call: TokenCall, clientSecret: string, timeout: number): Promise<ReadOutcome> => {
    const { host } = new URL(call.endpoint)
    const secrets = [
      ...clientSecrets,
      ...clientSecrets.map((secret) => `${clientId}:${secret}`),
      ...call.secrets,
    ]
    let sent = false
    let outcome: ReadOutcome | undefined
    const fetch: client.CustomFetch = async (url, { body, headers, method }) => {
      const asJson = definition.requestBody === 'json'
      const request = {
        url,
        method,
        headers: asJson ? { ...headers, 'content-type': 'application/json' } : headers,
        body: asJson ? JSON.stringify(Object.fromEntries(body as URLSearchParams)) : String(body),
      }
      sent = true
      const answer = await send({ ...request, timeout })
      const reading = { definition, provider: id, host, clock: systemClock, secrets }
      const told = Date.parse(answer.headers.get('date') ?? '')
      const judged = readTokenAnswer({ ...answer, purpose: call.purpose }, reading)
      outcome = Number.isNaN(told) ? judged : { ...judged, serverTime: told }
      return standardAnswer(outcome)
    }
    try {
      await call.request(configure(call.endpoint, clientAuth(call, clientSecret), fetch))
    } catch (error) {
      // Once an answer was judged, nothing that openid-client thinks of it may cost the tokens.
      if (outcome !== undefined) return outcome
      const cause = causeOf(error, host, createRedact(secrets))
      return { kind: !sent || wasNotSent(error) ? 'not-sent' : 'unknown', cause }
    }
    return outcome ?? { kind: 'unknown', cause: { name: 'TokenAnswer', code: 'no_answer', host } }
  }

  /** Tries the client secrets in order while it is the secret that is refused, all within one time limit. */
  const redeem = async (call: TokenCall): Promise<RedeemOutcome> => {
    const deadline = systemClock.monotonic() + call.timeout
    const [first = '', ...others] = clientSecrets
    let { wrongSecret, ...outcome } = await callOnce(call, first, call.timeout)
    for (const secret of others) {
      const left = deadline - systemClock.monotonic()
      if (!wrongSecret || left <= 0) break
      ;({ wrongSecret, ...outcome } = await callOnce(call, secret, left))
    }
    return outcome
  }

  const adapter: Omit<ProviderAdapter, 'configuration'> = {
    id,
    adapter: definition.adapter,
    clientId,
    ...(settings.redirectUri !== undefined && { redirectUri: settings.redirectUri }),
    scopes: settings.scopes,
    refreshTokens: definition.refreshTokens,
    newAccessTokenRevokesOld: definition.newAccessTokenRevokesOld,
    ...(definition.accessTokenLifetime !== undefined && {
      accessTokenLifetime: definition.accessTokenLifetime,
    }),
    ...(definition.refreshTokenLifetime !== undefined && {
      refreshTokenLifetime: definition.refreshTokenLifetime,
    }),
    ...(definition.refreshMargin !== undefined && { refreshMargin: definition.refreshMargin }),
    resourceHosts: resolveResourceHosts(id, definition.resourceHosts, definition.options),
    header,

    async authorizationUrl(request) {
      const redirectUri = requireAuthorization(definition, settings, request)
      if (endpoints.authorization === undefined) {
        throw optionError(
          id,
          'endpoints.authorization',
          'is missing: this provider has no consent page of its own',
        )
      }
      const codeVerifier = definition.pkce === 'S256' ? client.randomPKCECodeVerifier() : verifier
      const challenge = codeVerifier && (await client.calculatePKCECodeChallenge(codeVerifier))
      const url = new URL(endpoints.authorization)
      const parameters = authorizationParameters(definition, settings, request, challenge)
      for (const [name, value] of Object.entries(parameters)) {
        url.searchParams.delete(name)
        if (value !== undefined) url.searchParams.set(name, value)
      }
      return { url: url.href, redirectUri, ...(codeVerifier !== undefined && { codeVerifier }) }
    },

    readCallback: (url) => readCallback(url, definition),

    async exchange({ code, codeVerifier = verifier, redirectUri, callbackUrl, timeout }) {
      const place = {
        params: {},
        ...(callbackUrl !== undefined && URL.canParse(callbackUrl) && { callbackUrl: new URL(callbackUrl) }),
      }
      // Not authorizationCodeGrant: it wants the redirected URL, and the state was checked by whoever kept it.
      const parameters = {
        code,
        ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
        ...(codeVerifier !== undefined && { code_verifier: codeVerifier }),
      }
      return redeem({
        purpose: 'exchange',
        endpoint: endpointsAt(place).token,
        secrets: [code, ...(codeVerifier === undefined ? [] : [codeVerifier])],
        timeout,
        request: (configuration) =>
          client.genericGrantRequest(configuration, 'authorization_code', parameters),
      })
    },

    refresh: async ({ refreshToken, params, timeout }) =>
      redeem({
        purpose: 'refresh',
        endpoint: endpointsAt({ params }).token,
        secrets: [refreshToken],
        timeout,
        request: (configuration) => client.refreshTokenGrant(configuration, refreshToken),
      }),
  }
  const { identify } = definition
  if (identify !== undefined) {
    adapter.identify = async ({ accessToken, raw, params, timeout }: IdentifyRequest): Promise<Identity> => {
      const { userInfo } = endpointsAt({ params, raw })
      if (userInfo === undefined) throw optionError(id, 'endpoints.userInfo', 'is missing')
      const url = new URL(userInfo)
      const redact = createRedact([...clientSecrets, accessToken])
      let answer: RawAnswer | undefined
      const fetch: client.CustomFetch = async (target, { headers, method }) => {
        const { authorization: _, ...others } = headers
        const { name, value } = header(accessToken)
        answer = await send({
          url: target,
          method,
          headers: { ...others, [name]: value },
          body: null,
          timeout,
        })
        return new Response(null, { status: 204 })
      }
      try {
        await client.fetchProtectedResource(
          configure(userInfo, client.None(), fetch),
          accessToken,
          url,
          'GET',
        )
      } catch (error) {
        throw identityUnavailable(id, causeOf(error, url.host, redact))
      }
      if (answer === undefined) throw identityUnavailable(id, { name: 'IdentityAnswer', code: 'no_answer' })
      return readIdentityAnswer(answer, identify, {
        provider: id,
        host: url.host,
        clock: systemClock,
        redact,
        token: { raw, params },
      })
    }
  }
  // Not enumerable: a digest of the secret has no business in what is printed or serialized.
  const configuration = configurationDigest(clientId, clientSecrets, endpoints)
  return Object.defineProperty(adapter, 'configuration', { value: configuration }) as ProviderAdapter
}

/** What openid-client is given instead of the real answer: it checks the form, and keeps nothing that we need. */
function standardAnswer(outcome: ReadOutcome): Response {
  if (outcome.kind !== 'issued') return Response.json({ error: outcome.kind }, { status: 400 })
  const { accessToken, expiresIn } = outcome.grant
  return Response.json({ access_token: accessToken, token_type: 'bearer', expires_in: expiresIn })
}
