import { systemClock } from '../clock.ts'
import type { Cause } from '../errors.ts'
import type { ClientAuth, ClientCall, CustomFetch } from '../oauth-provider.ts'
import { causeOf } from '../provider/cause.ts'
import type { OAuthProviderDefinition } from '../provider/definition.ts'
import type { Purpose, RawAnswer } from '../provider/dialect.ts'
import { hostOf } from '../provider/host-of.ts'
import { wasNotSent } from '../provider/not-sent.ts'
import { createRedact } from '../provider/redact.ts'
import { send } from '../provider/send.ts'
import type { Settings } from '../provider/settings.ts'
import { loadOAuthProvider } from './load-oauth-provider.ts'

/** A request with the client's credentials, and how its answer is read. */
export interface Call<Reading> {
  purpose: Purpose
  /** Where the account lives: it decides which secrets are tried. */
  params: Readonly<Record<string, string>>
  endpoint: string
  /** Everything secret in it, beside the client's own. */
  secrets: readonly string[]
  /** Milliseconds. */
  timeout: number
  request(call: ClientCall): Promise<void>
  /** Judges the raw answer; `secrets` are all that were sent, and may come back in it. */
  read(answer: RawAnswer, secrets: readonly string[]): Reading
  /** What openid-client is given instead of the real answer: it checks the form, and keeps nothing that we need. */
  show(reading: Reading): Response
  /** Changes the body before it is sent. */
  body?(standard: URLSearchParams): URLSearchParams
}

export type Unanswered = { kind: 'not-sent' | 'unknown'; cause: Cause }

/** Sends requests with the client's credentials: the secrets are tried in order while it is the secret that is refused. */
export function clientCalls(
  definition: OAuthProviderDefinition,
  { clientId, secretsAt, allSecrets }: Settings,
  tokenEndpoint: string,
  /** Told the secret that a grant was issued for. */
  accepted: (clientSecret: string) => void = () => {},
) {
  /** Those that are the same for every call: by them is known what may be used again. */
  const auths = new Map<string, ClientAuth>()
  const ownSecrets = allSecrets.flatMap((secret) => [secret, `${clientId}:${secret}`])
  const lasting = (clientSecret: string, make: () => ClientAuth) => {
    const auth = auths.get(clientSecret) ?? make()
    auths.set(clientSecret, auth)
    return auth
  }
  const authOf = async (purpose: Purpose, endpoint: string, clientSecret: string): Promise<ClientAuth> => {
    const { clientAuth: own } = definition
    const { basicSecret, postedSecret, signedBy, withoutSecret } = await loadOAuthProvider()
    if (own === 'none') return lasting('', withoutSecret)
    if (own === 'client_secret_basic') return lasting(clientSecret, () => basicSecret(clientSecret))
    if (own === 'client_secret_post') return lasting(clientSecret, () => postedSecret(clientSecret))
    if (typeof own !== 'function')
      return signedBy(await own.privateKey(), own.keyId, own.audience ?? tokenEndpoint)
    return (_server, _client, body, headers) =>
      own({ clientId, clientSecret, body, headers, purpose, url: endpoint })
  }

  const once = async <Reading>(
    call: Call<Reading>,
    clientSecret: string,
    timeout: number,
  ): Promise<Reading | Unanswered> => {
    const { endpoint, purpose } = call
    const secrets = [...ownSecrets, ...call.secrets]
    let sent = false
    let reading: { value: Reading } | undefined
    const fetch: CustomFetch = async (url, { body, headers, method }) => {
      const asJson = definition.requestBody === 'json'
      const written = call.body?.(body as URLSearchParams) ?? (body as URLSearchParams)
      sent = true
      const answer = await send({
        url,
        method,
        headers: asJson ? { ...headers, 'content-type': 'application/json' } : headers,
        body: asJson ? JSON.stringify(Object.fromEntries(written)) : String(written),
        timeout,
      })
      reading = { value: call.read(answer, secrets) }
      return call.show(reading.value)
    }
    try {
      const auth = await authOf(purpose, endpoint, clientSecret)
      await call.request({ clientId, endpoint, auth, fetch })
    } catch (error) {
      // Once an answer was judged, nothing that openid-client thinks of it may cost the tokens.
      if (reading) return reading.value
      const cause = causeOf(error, hostOf(endpoint), createRedact(secrets))
      return { kind: !sent || wasNotSent(error) ? 'not-sent' : 'unknown', cause }
    }
    return (
      reading?.value ?? {
        kind: 'unknown',
        cause: { name: 'Answer', code: 'no_answer', host: hostOf(endpoint) },
      }
    )
  }

  /** All within the one time limit. */
  return async <Reading extends { kind?: string; wrongSecret?: boolean }>(
    call: Call<Reading>,
  ): Promise<Reading | Unanswered> => {
    const deadline = systemClock.monotonic() + call.timeout
    const [first = '', ...others] = secretsAt(call)
    let used = first
    let outcome = await once(call, used, call.timeout)
    for (const secret of others) {
      const left = deadline - systemClock.monotonic()
      if (!('wrongSecret' in outcome && outcome.wrongSecret) || left <= 0) break
      used = secret
      outcome = await once(call, used, left)
    }
    if ('kind' in outcome && outcome.kind === 'issued') accepted(used)
    return outcome
  }
}

export type ClientCalls = ReturnType<typeof clientCalls>
