import { systemClock } from '../clock.ts'
import { type Cause, ConfigurationError, type OAuthTokensError, ProviderUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import { boundedFetch } from '../provider/bounded-fetch.ts'
import { causeOf } from '../provider/cause.ts'
import type { ProviderEndpoints } from '../provider/definition.ts'
import { endpointUrl } from '../provider/endpoint-url.ts'
import { foreignText } from '../provider/foreign-text.ts'
import { optionError, optionProblem } from '../provider/option-error.ts'
import { parseJsonObject } from '../provider/parse-json-object.ts'
import { createRedact } from '../provider/redact.ts'
import { loadOAuthProvider } from './load-oauth-provider.ts'

/** What a server says of itself (OpenID Connect Discovery 1.0 section 3, RFC 8414 section 2). */
export interface DiscoveredServer {
  /** Letter for letter as it stands in tokens and callbacks. */
  issuer: string
  endpoints: ProviderEndpoints
  /** Where the keys of its id_tokens are. */
  jwks?: string
  /** How clients may authenticate; absent: not told. */
  clientAuthMethods?: readonly string[]
  /** Callbacks always carry `iss` (RFC 9207 section 3). */
  issuerInCallback: boolean
}

const documentNames = { oidc: 'openid-configuration', oauth2: 'oauth-authorization-server' } as const

const endpointNames = {
  authorization: 'authorization_endpoint',
  token: 'token_endpoint',
  revocation: 'revocation_endpoint',
  userInfo: 'userinfo_endpoint',
  deviceAuthorization: 'device_authorization_endpoint',
} as const

/**
 * Asks an issuer for its endpoints: first as an OpenID provider, then as a plain OAuth server. `timeout`: milliseconds.
 * @throws ConfigurationError when it answers with anything but its own document; ProviderUnavailableError when nobody
 * answers. Both have a `cause`.
 */
export async function discoverServer(
  provider: string,
  issuer: string,
  timeout: number,
): Promise<DiscoveredServer> {
  const url = issuerUrl(provider, issuer)
  const deadline = systemClock.monotonic() + timeout
  const failures: OAuthTokensError[] = []
  for (const kind of ['oidc', 'oauth2'] as const) {
    const asked = await ask(provider, url, kind, Math.max(1, deadline - systemClock.monotonic()))
    if ('metadata' in asked) return read(provider, asked.metadata)
    failures.push(asked.failure)
    if (asked.failure.retryable) break
  }
  // That a document is not there says less than what is wrong with the one that is.
  throw failures.find(({ cause }) => cause?.code !== 'http_404') ?? failures[0]
}

/** The identifier of a server (RFC 8414 section 2). @throws ConfigurationError */
export function issuerUrl(provider: string, issuer: unknown): URL {
  const url = endpointUrl(provider, 'issuer', issuer)
  if (url.search !== '')
    throw optionError(provider, 'issuer', phrase`carries a ?query`, phrase`Remove it from the URL.`)
  if (url.pathname.includes('/.well-known/')) {
    const remedy = phrase`Give the part before /.well-known/: that document is found by itself.`
    throw optionError(provider, 'issuer', phrase`is the address of a discovery document`, remedy)
  }
  return url
}

type Metadata = Readonly<Record<string, unknown>>

async function ask(
  provider: string,
  issuer: URL,
  kind: keyof typeof documentNames,
  timeout: number,
): Promise<{ metadata: Metadata } | { failure: OAuthTokensError }> {
  const { requestMetadata } = await loadOAuthProvider()
  let status: number | undefined
  let named: unknown
  const fetch = async (url: string, { headers }: { headers: Record<string, string> }) => {
    const answer = await boundedFetch(timeout)(url, { headers })
    named = parseJsonObject(await answer.clone().text())?.issuer
    status = answer.status
    return answer
  }
  try {
    const metadata = await requestMetadata(issuer, kind, fetch)
    // The library forgives some servers that name another issuer; what tokens say would not agree either.
    if (isSame(named, issuer)) return { metadata }
  } catch (error) {
    if (status === undefined) {
      return { failure: unreachable(provider, causeOf(error, issuer.host, createRedact([]))) }
    }
  }
  const other = status === 200 && typeof named === 'string' && !isSame(named, issuer) ? named : undefined
  const code = status !== 200 ? `http_${status}` : other === undefined ? 'no_metadata' : 'issuer_mismatch'
  const cause: Cause = { name: 'Discovery', code, status: status ?? 0, host: issuer.host }
  if (status === 429 || (status ?? 0) >= 500) return { failure: unreachable(provider, cause) }
  const problem =
    other === undefined
      ? phrase`leads to no discovery document at ${issuer.host} (${documentNames[kind]}: ${code})`
      : phrase`leads to the document of another issuer: ${foreignText(other, createRedact([]))}`
  const remedy = phrase`Write it as the server calls itself, or give its endpoints instead.`
  const message = optionProblem(provider, 'issuer', problem, remedy)
  return { failure: new ConfigurationError(message, { provider, code: 'discovery_failed', cause }) }
}

function isSame(named: unknown, issuer: URL): boolean {
  return typeof named === 'string' && URL.canParse(named) && new URL(named).href === issuer.href
}

function unreachable(provider: string, cause: Cause): OAuthTokensError {
  return new ProviderUnavailableError(
    phrase`Provider ${provider} could not be asked for its endpoints (${cause.code ?? cause.name}). Check the network and the option issuer; try again later.`,
    { provider, code: 'discovery_unavailable', cause },
  )
}

function read(provider: string, metadata: Metadata): DiscoveredServer {
  const address = (name: string): string | undefined => {
    const value = metadata[name]
    return value === undefined
      ? undefined
      : endpointUrl(provider, phrase`issuer, in its document ${name},`, value).href
  }
  const endpoints = Object.entries(endpointNames).map(([own, name]) => [own, address(name)] as const)
  const known = Object.fromEntries(endpoints.filter(([, url]) => url !== undefined))
  const { token } = known
  if (token === undefined) {
    throw optionError(
      provider,
      'issuer',
      phrase`leads to a document without token_endpoint`,
      phrase`Give endpoints.token.`,
    )
  }
  const jwks = address('jwks_uri')
  const methods = metadata.token_endpoint_auth_methods_supported
  return {
    issuer: String(metadata.issuer),
    endpoints: { ...known, token },
    ...(jwks !== undefined && { jwks }),
    ...(Array.isArray(methods) && { clientAuthMethods: methods.map(String) }),
    issuerInCallback: metadata.authorization_response_iss_parameter_supported === true,
  }
}
