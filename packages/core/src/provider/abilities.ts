import type { Cause } from '../errors.ts'
import type { Said } from '../phrase.ts'
import type { RedeemOutcome } from './provider.ts'

/** What an adapter may be able to do beside authorizing and refreshing: each is declared by being there. */

/** The start of an answer of a resource server. `json` only where the body is a short JSON object. */
export interface ResourceAnswer {
  status: number
  headers: Headers
  json?: Readonly<Record<string, unknown>>
}

export interface RevokeRequest {
  accessToken: string
  /** Absent where the connection has none: then the access token alone is revoked. */
  refreshToken?: string
  params: Readonly<Record<string, string>>
  /** Milliseconds. */
  timeout: number
}

/** `revoked` also says that the provider knew of no such token any more (RFC 7009 section 2.2). */
export type RevokeOutcome =
  | { kind: 'revoked' }
  | { kind: 'refused' | 'throttled'; code: string; message: Said; cause?: Cause }
  | { kind: 'not-sent' | 'unknown'; cause: Cause }

export interface DeviceRequest {
  scopes?: readonly string[]
  timeout: number
}

/** The answer of a device authorization endpoint (RFC 8628 section 3.2). Times in seconds. */
export interface DeviceStart {
  /** Kept secret. */
  deviceCode: string
  userCode: string
  verificationUrl: string
  /** The same with the user code in it. */
  verificationUrlComplete?: string
  expiresIn: number
  interval: number
}

export interface DevicePollRequest {
  deviceCode: string
  /** What an earlier poll learned, e.g. on which server the account lives. */
  params: Readonly<Record<string, string>>
  timeout: number
}

/** `pending`: ask again, after `interval` seconds where it is told, with `params` where something was learned. */
export type DevicePoll =
  | RedeemOutcome
  | { kind: 'pending'; interval?: number; params?: Readonly<Record<string, string>> }

export interface DeviceAbility {
  start(request: DeviceRequest): Promise<DeviceStart>
  poll(request: DevicePollRequest): Promise<DevicePoll>
}

export interface ClientCredentialsRequest {
  /** The account that the grant is for, as the user named it. */
  account: string
  scopes: readonly string[]
  params: Readonly<Record<string, string>>
  timeout: number
}

/** What a gateway that keeps an account's tokens itself says of it. */
export interface ExternalState {
  account: string
  label?: string
  params?: Record<string, string>
  /** Whether the gateway can act for the account now. */
  connected: boolean
  /** Epoch ms: when the gateway's own grant ends, and the owner must consent again. */
  expiresAt?: number
}

/** A gateway that holds the tokens: there is nothing to redeem, only to watch. All throw an OAuthTokensError. */
export interface ExternalAbility {
  /** For people: who holds the tokens, and how to call through it; a phrase can be translated. */
  readonly holder: Said
  /** A link for consenting, again or for the first time; `state` is the gateway's own, and needed for `connect`. */
  link(request: { account?: string; timeout: number }): Promise<{ url: string; state?: string }>
  /** Finishes a consent with the URL that the browser was sent back to. Absent: the gateway finishes it by itself. */
  connect?(request: { url: URL; timeout: number }): Promise<ExternalState>
  look(request: { account: string; timeout: number }): Promise<ExternalState>
  /** All accounts that the gateway knows. */
  list?(request: { timeout: number }): Promise<ExternalState[]>
}

export interface ProviderAbilities {
  /** Whether an answer of a resource server says that the access token is dead. @default 401, RFC 6750 section 3.1 */
  readonly deadToken?: (answer: ResourceAnswer) => boolean
  /** Headers beside the one that carries the token, e.g. a proof made of it. `own`: one of `resourceHosts`. */
  readonly extraHeaders?: (accessToken: string, host: 'own' | 'allowed') => Readonly<Record<string, string>>
  /** Where codes come from, one or two sentences or a phrase: there is no consent page, and `exchange` begins a connection. */
  readonly codesFrom?: Said
  /** `fixed`: refreshing does not move the end of the refresh token, so that consenting again is foreseen. */
  readonly refreshTokenExpiry?: 'fixed'
  /** RFC 7009, or the provider's own way. */
  readonly revoke?: (request: RevokeRequest) => Promise<RevokeOutcome>
  /** RFC 8628, or the provider's own way. */
  readonly device?: DeviceAbility
  /** Present: this is no token endpoint but a gateway, and its connections are `external`. */
  readonly external?: ExternalAbility
  /** RFC 6749 section 4.4. */
  readonly clientCredentials?: (request: ClientCredentialsRequest) => Promise<RedeemOutcome>
}
