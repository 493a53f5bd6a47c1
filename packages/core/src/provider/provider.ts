import type { Cause } from '../errors.ts'

/** What a token endpoint granted, in standard terms. Times are seconds from the instant before sending. */
export interface Grant {
  accessToken: string
  /** Absent when the answer had none: the old refresh token is then kept. */
  refreshToken?: string
  tokenType: string
  /** Absent when the answer's value was missing or silly: the adapter's default is then assumed. */
  expiresIn?: number
  refreshExpiresIn?: number
  scopes?: string[]
  /** The rest of the answer, without tokens. */
  raw: Record<string, unknown>
}

/**
 * How sending a code or a refresh token ended. The first four close the intent; `unknown` is everything
 * that may have reached the provider without a definite answer.
 */
export type RedeemOutcome = {
  /** The provider's clock, epoch ms, where an answer told it. */ serverTime?: number
} & (
  | { kind: 'issued'; grant: Grant }
  /** Parsed and permanent. `grant`: this code or refresh token; `client`: client id, secret or another setting. */
  | { kind: 'refused'; refusal: 'grant' | 'client'; code: string; message: string; cause?: Cause }
  /** Parsed; the grant was not touched. `retryAfter` in seconds. */
  | { kind: 'throttled'; code: string; message: string; retryAfter?: number; cause?: Cause }
  /** Nothing left this machine. */
  | { kind: 'not-sent'; cause: Cause }
  | { kind: 'unknown'; cause: Cause; retryAfter?: number }
)

export interface AuthorizationRequest {
  state: string
  scopes?: readonly string[]
}

export interface AuthorizationStart {
  url: string
  /** The redirect URI that the code will be bound to. */
  redirectUri: string
  /** Kept secret until the exchange. */
  codeVerifier?: string
}

/** What a browser brought back: claims, none of them proven. */
export interface CallbackAnswer {
  state?: string
  code?: string
  /** Present when consent was refused or went wrong. */
  error?: string
  errorDescription?: string
  /** The account that the callback names. */
  account?: string
}

export interface ExchangeRequest {
  code: string
  codeVerifier?: string
  redirectUri?: string
  callbackUrl?: string
  /** Milliseconds until the call is given up and its outcome unknown. */
  timeout: number
}

export interface RefreshRequest {
  refreshToken: string
  params: Readonly<Record<string, string>>
  timeout: number
}

export interface IdentifyRequest {
  accessToken: string
  raw: Readonly<Record<string, unknown>>
  params: Readonly<Record<string, string>>
  timeout: number
}

/** Whom a new token belongs to, confirmed with the token itself. */
export interface Identity {
  account: string
  label?: string
  params?: Record<string, string>
}

/** A kind of authorization server, with one registered app's settings. Abilities are declared, never sniffed. */
export interface ProviderAdapter {
  /** `[a-z][a-z0-9-]*`; the first part of connection ids. */
  readonly id: string
  /** The adapter's kind, e.g. `zalo-oa`. */
  readonly adapter: string
  readonly clientId: string
  readonly redirectUri?: string
  readonly scopes: readonly string[]
  readonly refreshTokens: 'single-use' | 'reusable'
  /** A new access token makes the one before it invalid at once. */
  readonly newAccessTokenRevokesOld: boolean
  /** Seconds assumed when an answer does not tell. */
  readonly accessTokenLifetime?: number
  readonly refreshTokenLifetime?: number
  /** Seconds before expiry at which a token counts as due; overrides the manager's. */
  readonly refreshMargin?: number
  /** How often the provider lets one grant be refreshed: `redemptions` in `window` seconds. */
  readonly limits?: { readonly redemptions: number; readonly window: number }
  /** Origins that may receive the access token. */
  readonly resourceHosts: readonly string[]
  /** A digest of client id, secret and endpoints: a remembered configuration refusal is forgotten when it changes. */
  readonly configuration: string
  /** The header that carries an access token to the resource server. */
  header(accessToken: string): { name: string; value: string }
  authorizationUrl(request: AuthorizationRequest): Promise<AuthorizationStart>
  readCallback(url: URL): CallbackAnswer
  exchange(request: ExchangeRequest): Promise<RedeemOutcome>
  refresh(request: RefreshRequest): Promise<RedeemOutcome>
  /** @throws an OAuthTokensError: `retryable` when the check could not be made. Absent: the user names the account. */
  identify?(request: IdentifyRequest): Promise<Identity>
}

/** One adapter per provider id, or a function that finds it: for many tenants, or settings that change. */
export type Providers =
  | readonly ProviderAdapter[]
  | ((id: string) => ProviderAdapter | undefined | Promise<ProviderAdapter | undefined>)
