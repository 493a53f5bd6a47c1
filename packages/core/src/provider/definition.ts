import type { AnswerReader, ClientAuthentication, ErrorMeaning, Purpose } from './dialect.ts'
import type { IdentityReader } from './identity.ts'
import type { CallbackAnswer } from './provider.ts'

/** Where a provider is called. Only `token` is needed by every adapter. */
export interface ProviderEndpoints {
  authorization?: string
  token: string
  revocation?: string
  userInfo?: string
  deviceAuthorization?: string
}

/** The options that every adapter takes, named alike everywhere. */
export interface ProviderOptions {
  /** First part of connection ids, `[a-z][a-z0-9-]*`. @default the adapter's name */
  id?: string | undefined
  clientId: string
  /** A list is tried in order under one call, so that a secret can be rotated without an outage. */
  clientSecret?: string | readonly string[] | undefined
  /** Exactly as registered at the provider. Needed only for authorizing. */
  redirectUri?: string | undefined
  scopes?: readonly string[] | undefined
  /** Sends every endpoint and the resource API to one origin; a path prefix is kept. */
  baseUrl?: string | undefined
  /** Overrides single endpoints; stronger than `baseUrl`. */
  endpoints?: Partial<{ [K in keyof ProviderEndpoints]: string | undefined }> | undefined
}

/** Which server an account lives on, for providers with several. */
export interface Place {
  params: Readonly<Record<string, string>>
  /** At an exchange: where the browser was sent back to. */
  callbackUrl?: URL
  /** At an identification: the answer that brought the token. */
  raw?: Readonly<Record<string, unknown>>
}

/**
 * One kind of authorization server in data: what differs from the standard, and nothing else. Every
 * function here is pure; all input and output is done by `defineOAuthProvider`.
 */
export interface OAuthProviderDefinition {
  /** The adapter's kind, e.g. `zalo-oa`. */
  adapter: string
  options: ProviderOptions
  /** The vendor's own addresses. */
  endpoints: ProviderEndpoints
  /** Endpoints of the account's own server, chosen from the adapter's table: a host from outside is never trusted. */
  endpointsFor?: (place: Place) => Partial<ProviderEndpoints>
  /** Origins that may receive the access token; with `baseUrl` only its origin. */
  resourceHosts: readonly string[]
  clientAuth: 'client_secret_post' | 'client_secret_basic' | 'none' | ClientAuthentication
  /** How the body of a token request is written. @default 'form' */
  requestBody?: 'form' | 'json'
  /** Turns one raw answer of the token endpoint into a standard one. @default the JSON body as it is */
  dialect?: AnswerReader
  /** What an error word means here; undefined falls back to the standard's words. */
  errors?: (code: string, purpose: Purpose) => ErrorMeaning | undefined
  refreshTokens: 'single-use' | 'reusable'
  newAccessTokenRevokesOld: boolean
  /** `S256`: a new pair for each authorization. A fixed verifier suits providers that store the challenge. */
  pkce: 'S256' | false | { codeVerifier: string }
  /** `false`: this provider has no scopes, so that being given some is a mistake. */
  scopes?: readonly string[] | false
  /** @default ' ' */
  scopeSeparator?: string
  /** The query of the consent page, from the standard's: what is not returned is not sent. */
  authorizationParameters?: (standard: Readonly<Record<string, string>>) => Record<string, string | undefined>
  /** Adds to, or replaces, what was read from the redirected URL. */
  readCallback?: (query: URLSearchParams, standard: CallbackAnswer) => CallbackAnswer
  /** Reads the answer of `endpoints.userInfo`. Absent: the user names the account. */
  identify?: IdentityReader
  /** @default Authorization: Bearer */
  header?: (accessToken: string) => { name: string; value: string }
  /** Seconds assumed when an answer does not tell. */
  accessTokenLifetime?: number
  refreshTokenLifetime?: number
  /** Seconds before expiry at which a token counts as due. */
  refreshMargin?: number
  /** Where the user finds a missing option, one sentence each. */
  help?: Partial<Record<'clientId' | 'clientSecret' | 'redirectUri' | 'scopes', string>>
}
