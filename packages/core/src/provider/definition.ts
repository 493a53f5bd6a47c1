import type { webcrypto } from 'node:crypto'
import type { Said } from '../phrase.ts'
import type { ClientCredentialsRequest, ResourceAnswer } from './abilities.ts'
import type {
  AnswerReader,
  ClientAuthentication,
  ErrorMeaning,
  Purpose,
  RawAnswer,
  TokenAnswer,
} from './dialect.ts'
import type { IdentityReader } from './identity.ts'
import type { CallbackAnswer, IdentifyRequest, Identity } from './provider.ts'

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
  /** At a token request: what it is for, where each has an address of its own. */
  purpose?: Purpose
  /** At an identification: the answer that brought the token. */
  raw?: Readonly<Record<string, unknown>>
}

/** A key that the client signs with (RFC 7523 section 2.2). */
export interface PrivateKeyAuth {
  privateKey: () => Promise<webcrypto.CryptoKey>
  keyId?: string
  /** Tells this key from another, e.g. a thumbprint: a remembered refusal is forgotten when it changes. */
  fingerprint: string
  /** For whom it is signed. @default the token endpoint */
  audience?: string
}

/** A revocation request in the provider's own way. */
export interface RevocationDialect {
  /** The body beside the client's credentials. `hint`: RFC 7009 section 2.1. */
  body(token: string, hint: 'refresh_token' | 'access_token'): Record<string, string>
  /** Whether the answer says that the token is gone; else the error word. Undefined: no answer. */
  read(answer: RawAnswer): 'revoked' | { error: string; description?: string } | undefined
}

/** A device login in the provider's own way. Bodies are beside the client's credentials. */
export interface DeviceDialect {
  startBody(standard: Readonly<Record<string, string>>): Record<string, string>
  /** From the answer to standard words (RFC 8628 section 3.2). */
  readStart(answer: RawAnswer): Record<string, unknown> | undefined
  pollBody(deviceCode: string): Record<string, string>
  /** Where to poll, when that is not the token endpoint. */
  pollEndpoint?(place: Place): string
  /** What a pending answer says, in `interval` seconds and params; undefined: not pending. */
  pending?(answer: TokenAnswer): { interval?: number; params?: Record<string, string> } | undefined
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
  /** `privateKey`: private_key_jwt. */
  clientAuth: 'client_secret_post' | 'client_secret_basic' | 'none' | PrivateKeyAuth | ClientAuthentication
  /** Secrets of servers that have one of their own, and which server an account lives on. */
  ownSecrets?: {
    byServer: Readonly<Record<string, string | readonly string[]>>
    serverOf(place: Place): string
  }
  /** Further parameters of token requests, e.g. `resource` (RFC 8707). */
  tokenParameters?: (purpose: Purpose) => Readonly<Record<string, string>>
  /** How the body of a token request is written. @default 'form' */
  requestBody?: 'form' | 'json'
  /** Turns one raw answer of the token endpoint into a standard one. @default the JSON body as it is */
  dialect?: AnswerReader
  /** What an error word means here; undefined falls back to the standard's words. */
  errors?: (code: string, purpose: Purpose) => ErrorMeaning | undefined
  refreshTokens: 'single-use' | 'reusable'
  newAccessTokenRevokesOld: boolean
  /**
   * `S256`: a new pair for each authorization. A fixed verifier suits providers that store the challenge. `elsewhere`: the
   * pair is made where the code is got, and no code is sent without its verifier.
   */
  pkce: 'S256' | false | { codeVerifier: string } | 'elsewhere'
  /** Where codes come from, one or two sentences or a phrase, where that is no consent page. */
  codesFrom?: Said
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
  /** Whose a token is by what came with it. `ask`: `endpoints.userInfo`; `untold`: the user names the account. @default 'ask' */
  identityFrom?: (token: Omit<IdentifyRequest, 'accessToken' | 'timeout'>) => Identity | 'ask' | 'untold'
  /** @default Authorization: Bearer */
  header?: (accessToken: string) => { name: string; value: string }
  /**
   * Headers beside the one that carries the token, e.g. a proof made of it and the secret that was accepted last.
   * `allowed`: a host that the user trusts with the token, which says nothing of the secret.
   */
  extraHeaders?: (
    accessToken: string,
    clientSecret: string,
    host: 'own' | 'allowed',
  ) => Record<string, string>
  /** Whether an answer of a resource server says that the access token is dead. @default 401, RFC 6750 section 3.1 */
  deadToken?: (answer: ResourceAnswer) => boolean
  /** How often the provider lets one grant be refreshed: `redemptions` in `window` seconds. */
  limits?: { redemptions: number; window: number }
  /** How many refresh tokens of one account the provider keeps: one more ends the oldest, even if it is in use. */
  refreshTokensPerAccount?: number
  /** `fixed`: refreshing does not move the end of the refresh token. */
  refreshTokenExpiry?: 'fixed'
  /** `nonce`: the consent page gets one, and the id_token must bring it back. */
  nonce?: boolean
  /** Needs `endpoints.revocation`. `standard`: RFC 7009. */
  revocation?: 'standard' | RevocationDialect
  /** Needs `endpoints.deviceAuthorization`. `standard`: RFC 8628. */
  device?: 'standard' | DeviceDialect
  /** The parameters of a client credentials request beside `grant_type`; absent: the provider gives none. */
  clientCredentials?: (
    request: Pick<ClientCredentialsRequest, 'account' | 'scopes' | 'params'>,
  ) => Record<string, string | undefined>
  /** Seconds assumed when an answer does not tell. */
  accessTokenLifetime?: number
  refreshTokenLifetime?: number
  /** Seconds before expiry at which a token counts as due. */
  refreshMargin?: number
  /** Where the user finds a missing option, one sentence each; phrases can be translated. */
  help?: Partial<Record<'clientId' | 'clientSecret' | 'redirectUri' | 'scopes', Said>>
}
