import type { webcrypto } from 'node:crypto'
import * as client from 'openid-client'

/**
 * The one place that calls openid-client: it builds and sends every request to an authorization server, through two
 * seams. `ClientAuth` writes the credentials, `customFetch` sends, and shows openid-client what it is to see.
 */

export type ClientAuth = client.ClientAuth
export type CustomFetch = client.CustomFetch

/** One request to an authorization server. */
export interface ClientCall {
  clientId: string
  endpoint: string
  auth: ClientAuth
  fetch: CustomFetch
}

export const withoutSecret = client.None
export const basicSecret = client.ClientSecretBasic
export const postedSecret = client.ClientSecretPost
export const signedBy = (key: webcrypto.CryptoKey, kid: string | undefined, audience: string) =>
  client.PrivateKeyJwt(kid === undefined ? key : { key, kid }, {
    [client.modifyAssertion](header, payload) {
      payload.aud = audience
      // The older name of the same algorithm (RFC 8037), which servers know that do not know RFC 9864.
      if (header.alg === 'Ed25519') header.alg = 'EdDSA'
    },
  })

export const newCodeVerifier = client.randomPKCECodeVerifier
export const codeChallenge = client.calculatePKCECodeChallenge
export const newNonce = client.randomNonce

/** OpenID Connect Discovery 1.0 section 4 (`oidc`) or RFC 8414 section 3 (`oauth2`). */
export async function requestMetadata(
  issuer: URL,
  algorithm: 'oidc' | 'oauth2',
  fetch: CustomFetch,
): Promise<Readonly<Record<string, unknown>>> {
  const execute = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []
  const options = { algorithm, execute, [client.customFetch]: fetch }
  return { ...(await client.discovery(issuer, 'nobody', undefined, client.None(), options)).serverMetadata() }
}

/** RFC 6749 section 4.5 and its kin; a refresh and a client's own grant go by their own functions. */
export async function requestGrant(
  call: ClientCall,
  grantType: string,
  parameters: Record<string, string>,
): Promise<void> {
  const lent = idle.get(call.auth)?.get(call.endpoint)?.pop()
  const configuration = lent ?? configure(call, { token_endpoint: call.endpoint })
  configuration[client.customFetch] = call.fetch
  try {
    await grant(configuration, grantType, parameters)
  } finally {
    giveBack(call, configuration)
  }
}

/**
 * Configurations of token endpoints that nobody is calling with: making one costs more than calling. Each serves one
 * call at a time, because it holds the `customFetch` of that call.
 */
const idle = new WeakMap<ClientAuth, Map<string, client.Configuration[]>>()
const mostIdle = 128
const mostEndpoints = 16

function giveBack({ auth, endpoint }: ClientCall, configuration: client.Configuration): void {
  configuration[client.customFetch] = notLent
  const byEndpoint = idle.get(auth) ?? new Map<string, client.Configuration[]>()
  if (!idle.has(auth)) idle.set(auth, byEndpoint)
  const kept = byEndpoint.get(endpoint) ?? []
  if (byEndpoint.size >= mostEndpoints && !byEndpoint.has(endpoint)) return
  byEndpoint.set(endpoint, kept)
  if (kept.length < mostIdle) kept.push(configuration)
}

const notLent: CustomFetch = () => Promise.reject(new Error('This configuration serves no call'))

async function grant(
  configuration: client.Configuration,
  grantType: string,
  parameters: Record<string, string>,
): Promise<void> {
  if (grantType === 'refresh_token') {
    const { refresh_token: refreshToken = '', ...others } = parameters
    await client.refreshTokenGrant(configuration, refreshToken, others)
  } else if (grantType === 'client_credentials') {
    await client.clientCredentialsGrant(configuration, parameters)
  } else {
    // Not authorizationCodeGrant: it wants the redirected URL, and the state was checked by whoever kept it.
    await client.genericGrantRequest(configuration, grantType, parameters)
  }
}

/** RFC 7009. */
export async function requestRevocation(
  call: ClientCall,
  token: string,
  parameters: Record<string, string>,
): Promise<void> {
  await client.tokenRevocation(configure(call, { revocation_endpoint: call.endpoint }), token, parameters)
}

/** RFC 8628 section 3.1. */
export async function requestDeviceCode(call: ClientCall, parameters: Record<string, string>): Promise<void> {
  const configuration = configure(call, { device_authorization_endpoint: call.endpoint })
  await client.initiateDeviceAuthorization(configuration, parameters)
}

/** RFC 6750. */
export async function requestResource(call: ClientCall, accessToken: string): Promise<void> {
  await client.fetchProtectedResource(configure(call, {}), accessToken, new URL(call.endpoint), 'GET')
}

function configure(
  { clientId, endpoint, auth, fetch }: ClientCall,
  endpoints: Partial<client.ServerMetadata>,
): client.Configuration {
  const server = { issuer: new URL(endpoint).origin, ...endpoints }
  const configuration = new client.Configuration(server, clientId, undefined, auth)
  // The time limit is ours: it is given per call, and covers the body.
  configuration.timeout = 0
  configuration[client.customFetch] = fetch
  if (endpoint.startsWith('http:')) client.allowInsecureRequests(configuration)
  return configuration
}
