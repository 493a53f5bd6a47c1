import type { DiscoveredServer } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'

/** Why a callback is not from the server that the login was started at (RFC 9207 section 2.4); undefined when it is. */
export function callbackDoubt(
  url: URL,
  { issuer, issuerInCallback }: Pick<DiscoveredServer, 'issuer' | 'issuerInCallback'>,
): Phrase | undefined {
  const named = url.searchParams.getAll('iss')
  if (named.length === 0) {
    return issuerInCallback
      ? phrase`It does not name its issuer (iss), which this server always does.`
      : undefined
  }
  // Compared letter for letter, as the RFC asks.
  return named.every((one) => one === issuer)
    ? undefined
    : phrase`It comes from another issuer than configured.`
}
