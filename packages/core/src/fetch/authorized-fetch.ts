import type { Clock } from '../clock.ts'
import { parseConnectionId } from '../connection/connection-id.ts'
import { ConfigurationError, ProviderUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import { causeOf } from '../provider/cause.ts'
import { httpFetch } from '../provider/http-fetch.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import { createRedact } from '../provider/redact.ts'
import { heldElsewhere } from '../refresh/look-external.ts'
import { allowedTarget } from './allowed-target.ts'
import { saysDeadToken } from './dead-token.ts'
import { discard, followRedirects } from './follow-redirects.ts'
import { isRepeatable } from './repeatable-body.ts'

/** What calling with a token needs of the manager. */
export interface FetchPorts {
  clock: Clock
  allowHosts: readonly string[]
  provider(id: string): Promise<ProviderAdapter>
  accessToken(connection: string, options: { rejected?: string; signal?: AbortSignal }): Promise<string>
}

export type AuthorizedFetch = (connection: string, url: string | URL, init?: RequestInit) => Promise<Response>

/**
 * How long a fresh token that was refused as well is not refreshed for being refused: what looks like a dead token is
 * then a missing permission, and every further refresh would eat the provider's budget. ms
 */
const trusted = 10 * 60_000

/** Calls with the right header; on a dead token one conditional refresh and one more try. */
export function authorizedFetch({ clock, allowHosts, provider, accessToken }: FetchPorts): AuthorizedFetch {
  /** By connection: the token that was refused although it was just issued, and when. */
  const refusedFresh = new Map<string, { token: string; at: number }>()

  return async (connection, target, init = {}) => {
    const adapter = await provider(parseConnectionId(connection).provider)
    if (adapter.external) throw heldElsewhere(connection, adapter.external)
    const url = allowedTarget(target, adapter, allowHosts)
    if (init.redirect === 'error') {
      throw new ConfigurationError(phrase`redirect: "error" is not offered here: use "follow" or "manual".`, {
        connection,
        code: 'invalid_redirect',
      })
    }
    const signal = init.signal ?? undefined
    const options = signal ? { signal } : {}
    const token = await accessToken(connection, options)
    const response = await call(adapter, connection, url, init, token)
    if (!isRepeatable(init.body) || !(await saysDeadToken(response, adapter))) return response
    const earlier = refusedFresh.get(connection)
    if (earlier?.token === token && clock.now() - earlier.at < trusted) return response

    // Whether or not there is a fresh token: nobody reads this answer, and it must not keep its connection.
    const fresh = await accessToken(connection, { ...options, rejected: token }).finally(() =>
      discard(response),
    )
    const second = await call(adapter, connection, url, init, fresh)
    if (await saysDeadToken(second, adapter)) refusedFresh.set(connection, { token: fresh, at: clock.now() })
    else refusedFresh.delete(connection)
    return second
  }
}

async function call(
  adapter: ProviderAdapter,
  connection: string,
  url: URL,
  init: RequestInit,
  token: string,
): Promise<Response> {
  const headers = headersOf(init, connection)
  const { name, value } = adapter.header(token)
  headers.set(name, value)
  const host = adapter.resourceHosts.includes(url.origin) ? 'own' : 'allowed'
  for (const [extra, text] of Object.entries(adapter.extraHeaders?.(token, host) ?? {}))
    headers.set(extra, text)
  const fetch = await httpFetch()
  try {
    return await followRedirects((to, request) => fetch(to.href, request), url, { ...init, headers })
  } catch (error) {
    // The caller's own signal speaks for itself.
    if (init.signal?.aborted) throw init.signal.reason
    const cause = causeOf(error, url.host, createRedact([token]))
    throw new ProviderUnavailableError(
      phrase`${url.host} could not be called for ${connection} (${cause.code ?? cause.name}). Whether it acted on the call is not known.`,
      { connection, provider: adapter.id, code: 'call_failed', cause },
    )
  }
}

/** @throws ConfigurationError that does not repeat what may be a secret */
function headersOf({ headers }: RequestInit, connection: string): Headers {
  try {
    return new Headers(headers)
  } catch {
    throw new ConfigurationError(
      phrase`The headers of this call cannot be sent: expected names of letters, digits and "-", and values without line breaks.`,
      { connection, code: 'invalid_headers' },
    )
  }
}
