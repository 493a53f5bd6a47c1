import {
  type Cause,
  type DiscoveredServer,
  defineOAuthProvider,
  discoverServer,
  OAuthTokensError,
  type ProviderAdapter,
  systemClock,
} from '@oauth-tokens/core'
import { type IdTokenVerifier, idTokenVerifier } from './id-token.ts'
import type { OAuth2Options } from './oauth2-options.ts'
import { remembered } from './remembered.ts'
import { serverDefinition } from './server-definition.ts'
import { timeSpent } from './time-spent.ts'

/** A server that has told its endpoints, and the adapter made of them. */
interface Found {
  server: DiscoveredServer
  adapter: ProviderAdapter
  /** Absent: the server has no keys, so that its id_tokens prove nothing. */
  verify?: IdTokenVerifier
}

type NotSent = { kind: 'not-sent'; cause: Cause }

export interface DiscoveringServer {
  /** Milliseconds. @throws ConfigurationError, ProviderUnavailableError */
  found(timeout: number): Promise<Found>
  /** Discovers, and then sends within the time that is left. Without endpoints nothing can leave this machine. */
  within<Outcome>(
    timeout: number,
    send: (adapter: ProviderAdapter, left: number) => Promise<Outcome>,
  ): Promise<Outcome | NotSent>
}

/** Asks an issuer for its endpoints when they are first needed. */
export function discoveringServer(options: OAuth2Options, issuer: string): DiscoveringServer {
  const { id, clientId: audience } = options
  const { host } = new URL(issuer)
  const found = remembered(async (timeout): Promise<Found> => {
    const server = await discoverServer(id, issuer, timeout)
    const adapter = defineOAuthProvider(serverDefinition(options, server))
    const { issuer: name, jwks } = server
    if (jwks === undefined) return { server, adapter }
    return { server, adapter, verify: idTokenVerifier({ provider: id, issuer: name, audience, jwks }) }
  }, systemClock)
  const ready = (timeout: number): Promise<Found | NotSent> =>
    found(timeout).catch((error: unknown) => ({ kind: 'not-sent', cause: causeOf(error, host) }))

  return {
    found,
    async within(timeout, send) {
      const spent = timeSpent(systemClock)
      // Half of the time: what is then sent must have time for its answer too.
      const known = await ready(timeout / 2)
      if ('kind' in known) return known
      const left = timeout - spent()
      if (left >= timeout / 2) return send(known.adapter, left)
      return { kind: 'not-sent', cause: { name: 'Discovery', code: 'timeout', host } }
    },
  }
}

function causeOf(error: unknown, host: string): Cause {
  if (!(error instanceof OAuthTokensError)) return { name: 'Discovery', host }
  return error.cause ?? { name: 'Discovery', code: error.code, host }
}
