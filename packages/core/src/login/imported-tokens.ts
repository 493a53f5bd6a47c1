/** Tokens that were got elsewhere. At least one of the two tokens is needed. */
export interface ImportedTokens {
  provider: string
  /** May be left out where the provider is asked for it (`check`). */
  account?: string
  accessToken?: string
  refreshToken?: string
  tokenType?: string
  /** Seconds from `issuedAt`; ignored when `expiresAt` is given. */
  expiresIn?: number
  expiresAt?: Date
  refreshExpiresIn?: number
  refreshExpiresAt?: Date
  /** @default now, and then the expiries are told as assumed */
  issuedAt?: Date
  scopes?: string[]
  label?: string
  params?: Record<string, string>
  /** The app that they were issued to: tokens of another app than the provider's are refused. */
  clientId?: string
  /** Facts among these that nobody told and somebody assumed. */
  assumed?: string[]
  /** The app's own grant: asked for again with its credentials, instead of a refresh token. */
  clientCredentials?: true
  /** The rest of the provider's answer, without tokens. */
  raw?: Record<string, unknown>
}

export interface ImportOptions {
  /** Asks the provider whose the tokens are; otherwise the account is taken at the user's word. @default false */
  check?: boolean
  /** Takes a refresh token that is known to be spent, or to belong to another connection. @default false */
  force?: boolean
}
