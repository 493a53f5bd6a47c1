import type { OAuthProviderDefinition, ProviderEndpoints } from '@oauth-tokens/core'

/** Where a value stands in a JSON answer: `data.user.id`. Of several the first that is there counts. */
export type FieldPath = string | readonly string[]

/** A request in the server's own words. */
export interface RequestShape {
  /** Own names for standard parameters: `{ "client_id": "app_key" }`. */
  names?: Readonly<Record<string, string>> | undefined
  /** Standard parameters that are not sent. */
  omit?: readonly string[] | undefined
  /** Further parameters, always the same. */
  add?: Readonly<Record<string, string>> | undefined
}

/** Where a token answer has what; the standard's names unless said otherwise. */
export interface AnswerFields {
  accessToken?: FieldPath | undefined
  refreshToken?: FieldPath | undefined
  expiresIn?: FieldPath | undefined
  refreshExpiresIn?: FieldPath | undefined
  scope?: FieldPath | undefined
  tokenType?: FieldPath | undefined
  idToken?: FieldPath | undefined
  /** The error word or number. */
  error?: FieldPath | undefined
  errorDescription?: FieldPath | undefined
  /** What the two lifetimes are told in; `instant`: when the token ends, in seconds or milliseconds of the epoch or ISO 8601. @default 'seconds' */
  unit?: 'seconds' | 'minutes' | 'milliseconds' | 'instant' | undefined
}

/** Words or numbers; compared as texts. */
export type ErrorCodes = readonly (string | number)[]

/** What the error words of a server mean, beside those of the standard. */
export interface DeclaredErrors {
  /** What the error field has when all is well: `["0", "success"]`. 0, null and nothing always mean that. */
  success?: ErrorCodes | undefined
  /** The code or refresh token is refused for good: somebody must log in again. */
  deadGrant?: ErrorCodes | undefined
  wrongSecret?: ErrorCodes | undefined
  /** Another setting of the app is wrong; logging in again would not cure it. */
  wrongSettings?: ErrorCodes | undefined
  /** Nothing was touched; it is tried again later. */
  slowDown?: ErrorCodes | undefined
  /** How long that lasts where the answer does not tell, seconds. */
  slowDownSeconds?: number | undefined
  /** It failed on the way: the refresh token may have been spent. */
  unclear?: ErrorCodes | undefined
  /** Answers of the API that say that the access token is dead. @default HTTP 401 */
  deadToken?: ErrorCodes | undefined
}

/** Whose a token is. */
export interface DeclaredAccount {
  field: FieldPath
  /** A name for people. */
  label?: FieldPath | undefined
  /** @default 'userInfo' where there is such an endpoint, else 'token' */
  in?: 'userInfo' | 'token' | undefined
}

/** The app's credentials in a way of the server's own, with `{clientId}` and `{clientSecret}` in the values. */
export interface WrittenCredentials {
  headers?: Readonly<Record<string, string>> | undefined
  body?: Readonly<Record<string, string>> | undefined
}

/** One kind of authorization server without a line of code: what differs from the standard, and nothing else. */
export interface ProviderDeclaration
  extends Partial<
    Pick<
      OAuthProviderDefinition,
      | 'accessTokenLifetime'
      | 'limits'
      | 'newAccessTokenRevokesOld'
      | 'refreshMargin'
      | 'refreshTokenExpiry'
      | 'refreshTokenLifetime'
      | 'refreshTokensPerAccount'
      | 'scopeSeparator'
    >
  > {
  /** The kind, as lists show it. @default 'declared' */
  name?: string
  /** `revocation` (RFC 7009) and `deviceAuthorization` (RFC 8628) make these abilities. */
  endpoints: ProviderEndpoints
  /** Origins that may get the access token: `https://api.acme.example`. @default none */
  resourceHosts?: readonly string[]
  /** Registered names (`client_secret_basic`) are understood, too. @default 'basic', without a secret 'none' */
  clientAuth?:
    | 'basic'
    | 'post'
    | 'none'
    | 'client_secret_basic'
    | 'client_secret_post'
    | Readonly<WrittenCredentials>
  /** PKCE with S256 (RFC 7636). @default true */
  pkce?: boolean
  /** Asked for unless an option says others; false: this server has none. @default [] */
  scopes?: readonly string[] | false
  authorizationRequest?: RequestShape
  /** `body`: how it is written. @default 'form' */
  tokenRequest?: RequestShape & { body?: 'form' | 'json' }
  /** Own names in the address that the browser is sent back to. */
  callback?: { code?: string; state?: string }
  fields?: AnswerFields
  errors?: DeclaredErrors
  /** False: you name it. @default `sub` of the user info where there is such an endpoint, else you name it */
  account?: DeclaredAccount | false
  /** Where codes come from, in a sentence for people, where there is no consent page: with it `endpoints.authorization` is left out. */
  codesFrom?: string
  /** Refresh tokens that work once are never sent twice. @default 'single-use' */
  refreshTokens?: 'single-use' | 'reusable'
  /** Whether an app gets tokens of its own (RFC 6749 section 4.4). @default false */
  clientCredentials?: boolean
  /** What carries the token to the API; `{accessToken}` in the value. @default Authorization: Bearer */
  header?: { name: string; value?: string }
}
