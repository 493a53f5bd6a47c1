import type { Cause } from '../errors.ts'
import type { Said } from '../phrase.ts'
import type { ProviderAbilities } from './abilities.ts'

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
  /** For telling the account; never stored. */
  idToken?: string
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
  | { kind: 'refused'; refusal: 'grant' | 'client'; code: string; message: Said; cause?: Cause }
  /**
   * Parsed; the grant was not touched. `retryAfter` in seconds. `scope`: whom the provider counts; absent: this grant
   * alone. With `client`, all connections of the client wait that use the same token host.
   */
  | {
      kind: 'throttled'
      code: string
      message: Said
      scope?: 'grant' | 'client'
      retryAfter?: number
      cause?: Cause
    }
  /** Nothing left this machine. */
  | { kind: 'not-sent'; cause: Cause }
  | { kind: 'unknown'; cause: Cause; retryAfter?: number }
)

export interface AuthorizationRequest {
  state: string
  scopes?: readonly string[]
  /** Whose consent is asked for, where that is known. */
  account?: string
  /** Milliseconds, where a server has to be asked for the link. */
  timeout?: number
}

export interface AuthorizationStart {
  url: string
  /** The redirect URI that the code will be bound to. */
  redirectUri: string
  /** Kept secret until the exchange. */
  codeVerifier?: string
  /** What the id_token of this login must carry. */
  nonce?: string
  /** Where the server insists on a state of its own. */
  state?: string
}

/** What a browser brought back: claims, none of them proven. */
export interface CallbackAnswer {
  state?: string
  code?: string
  /** Present when consent was refused or went wrong. */
  error?: string
  errorDescription?: Said
  /** The account that the callback names. */
  account?: string
  /** Where the account lives, e.g. its data centre: already matched against the adapter's own table. */
  params?: Record<string, string>
  /** Why the callback cannot be trusted, a sentence or a phrase: nothing is sent then. */
  refusal?: Said
}

export interface ExchangeRequest {
  code: string
  codeVerifier?: string
  redirectUri?: string
  /** What the callback told of the account's place, or the user. */
  params?: Readonly<Record<string, string>>
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
  idToken?: string
  /** Only at a login through a browser. */
  nonce?: string
  /** What the token may do, as it was told or asked for. */
  scopes?: readonly string[]
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
export interface ProviderAdapter extends ProviderAbilities {
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
  /** How many refresh tokens of one account the provider keeps: one more ends the oldest, even if it is in use. */
  readonly refreshTokensPerAccount?: number
  /** Origins that may receive the access token. */
  readonly resourceHosts: readonly string[]
  /** Where its token endpoint is, or the gateway that holds the tokens: for trying whether it can be reached. */
  readonly origin?: string
  /** A digest of client id, secret and endpoints: a remembered configuration refusal is forgotten when it changes. */
  readonly configuration: string
  /** The host that a code or refresh token is sent to: its refusals and throttles count for it alone. @default one for all */
  tokenHost?(params: Readonly<Record<string, string>>): string
  /** The header that carries an access token to the resource server. */
  header(accessToken: string): { name: string; value: string }
  authorizationUrl(request: AuthorizationRequest): Promise<AuthorizationStart>
  readCallback(url: URL): CallbackAnswer
  exchange(request: ExchangeRequest): Promise<RedeemOutcome>
  refresh(request: RefreshRequest): Promise<RedeemOutcome>
  /**
   * Where judging a callback needs more than its URL: why it cannot be trusted, a sentence or a phrase; undefined when
   * it can.
   * @throws an OAuthTokensError when that could not be found out
   */
  doubtCallback?(url: URL): Promise<Said | undefined>
  /**
   * Absent, or answering with undefined: the user names the account.
   * @throws an OAuthTokensError: `retryable` when the check could not be made
   */
  identify?(request: IdentifyRequest): Promise<Identity | undefined>
}

/** One adapter per provider id, or a function that finds it: for many tenants, or settings that change. */
export type Providers =
  | readonly ProviderAdapter[]
  | ((id: string) => ProviderAdapter | undefined | Promise<ProviderAdapter | undefined>)
