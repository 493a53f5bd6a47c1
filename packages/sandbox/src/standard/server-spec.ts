import type { Call } from '../call.ts'
import type { TokenLifetimes } from '../lifetimes.ts'
import type { ReplyMeaning } from '../reply.ts'
import type { NewTokens } from '../token-chains.ts'
import type { StandardAccount, StandardApp } from './options.ts'
import type { StandardServerName } from './server-names.ts'

/** One vendor's server in data: where its pages are, and how it speaks. */
export interface ServerSpec {
  name: StandardServerName
  /** As people call it. */
  vendor: string
  demoApp: StandardApp
  /** Seconds, as the vendor documents them. */
  lifetimes: TokenLifetimes
  /** Behind the prefix `/name`. Without `authorization` there is no consent page. */
  paths: { authorization?: string; token: string | readonly string[]; userInfo?: string }
  /** Whether a code is bound to a challenge (RFC 7636). */
  pkce?: boolean
  refreshTokens: 'single-use' | 'reusable'
  /** `fixed`: a refresh does not move the end of the refresh token. */
  refreshTokenExpiry?: 'fixed'
  /** Whether an app gets tokens of its own (RFC 6749 section 4.4). */
  clientCredentials?: boolean
  manner: Manner
}

/** How a server reads and writes what others do in the standard's words. */
export interface Manner {
  read(call: Call): TokenRequest
  /** Undefined: the request proves that it comes from this app. */
  doubt(call: Call, app: StandardApp): StandardRefusal | undefined
  issued(issued: Issued): Record<string, unknown>
  refused(refusal: StandardRefusal): Refused
  /** Lifetimes are instants: each answer tells the server's own time beside them, in its header Date. */
  dated?: boolean
  /** The error that a fault asks for by its own word. */
  refusedWith(code: string): Refused
}

/** What a token request asks for, before anything is checked. */
export interface TokenRequest {
  clientId: string
  grantType: string
  /** The code or the refresh token. */
  credential?: string
  codeVerifier?: string
}

export interface Issued {
  /** 1 at a login. */
  generation: number
  tokens: NewTokens
  /** Seconds. */
  accessTokenLifetime: number
  /** Absent: tokens of the app itself. */
  account?: StandardAccount
}

export type StandardRefusal =
  | 'client'
  | 'secret'
  | 'code'
  | 'refresh-token'
  | 'grant-type'
  | 'access-token'
  | 'throttled'

export interface Refused {
  status: number
  body: Record<string, unknown>
  errorCode: string
  meaning: ReplyMeaning
}
