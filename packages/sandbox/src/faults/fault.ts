import type { StandardServerName } from '../standard/server-names.ts'

/** The endpoints that a fault can strike. `api`: other calls with an access token, and every call of a gateway. */
export type FaultPath = 'token' | 'getoa' | 'permission' | 'api' | 'userinfo' | 'revoke' | 'device'

/** The emulated servers, so that a fault can strike one of them. */
export type FaultServer =
  | 'zalo-oa'
  | 'zalo-social'
  | 'zalopay'
  | 'zoho'
  | 'etelecom'
  | 'interits'
  | StandardServerName

/** Which requests a fault strikes, and when. */
export interface FaultTarget {
  /** @default 'token' */
  path?: FaultPath
  /** Only requests to this server. @default any of them */
  server?: FaultServer
  /** Only requests with this grant type. */
  grantType?: string
  /** Only requests about this account: an OA, a user. */
  accountId?: string
  /** How many requests; `Infinity` or `'always'` for every one. @default 1 */
  times?: number | 'always'
  /** Lets this many matching requests pass first. @default 0 */
  afterSkip?: number
  /** Milliseconds to wait before the request is acted on. @default 0 */
  delayMs?: number
  /** Milliseconds to wait after it was acted on, before the answer. @default 0 */
  delayAfterMs?: number
}

/** Whether the server acts on the request before it answers badly. @default false */
interface MayCommit {
  commit?: boolean
}

/** Nothing but the delays. */
export interface LatencyFault extends FaultTarget {
  kind: 'latency'
}

/** Holds the request until the gate is released. */
export interface GateFault extends FaultTarget {
  kind: 'gate'
  /** @default 'before-commit' */
  hold?: 'before-commit' | 'after-commit'
  /** Name to release it by. @default a generated one */
  id?: string
}

/**
 * `answer-lost`: acts, then closes. `hang-*`: never answers. `reset-*`: TCP reset. `truncated`: acts,
 * then half an answer.
 */
export interface ConnectionFault extends FaultTarget {
  kind:
    | 'answer-lost'
    | 'hang-before-commit'
    | 'hang-after-commit'
    | 'reset-before'
    | 'reset-after'
    | 'truncated'
}

/** An HTTP error from a gateway. */
export interface StatusFault extends FaultTarget, MayCommit {
  kind: 'status'
  /** @default 503 */
  status?: number
  body?: string
  /** Value of Retry-After: seconds or an HTTP date. */
  retryAfter?: number | string
}

/** A web page where JSON was expected. */
export interface HtmlFault extends FaultTarget, MayCommit {
  kind: 'html'
  /** @default 200 */
  status?: number
  body?: string
}

/** HTTP 200 with an empty body. */
export interface EmptyFault extends FaultTarget, MayCommit {
  kind: 'empty'
}

/** A refresh that issues an access token only; the old refresh token stays valid. */
export interface MissingRefreshTokenFault extends FaultTarget {
  kind: 'missing-refresh-token'
}

/** Acts, then replaces fields of the JSON answer. */
export interface WrongTypesFault extends FaultTarget {
  kind: 'wrong-types'
  /** Values by field name. @default { expires_in: 'soon' } */
  set?: Record<string, unknown>
}

/** The vendor's error body, without acting. */
export interface ErrorBodyFault extends FaultTarget {
  kind: 'error-body'
  /** A string is sent as a quoted number. */
  code: number | string
  /** Adds `access_token: ""` and `refresh_token: ""`. @default true */
  withEmptyTokens?: boolean
}

/** The vendor's rate limit, without acting. */
export interface ThrottledFault extends FaultTarget {
  kind: 'throttled'
  /** The vendor's own answer (Zalo: -32 in HTTP 200), or a plain HTTP 429. @default 'body' */
  as?: 'body' | 'status'
  /** Value of Retry-After, with `status` only. @default 1 */
  retryAfter?: number | string
}

export type Fault =
  | LatencyFault
  | GateFault
  | ConnectionFault
  | StatusFault
  | HtmlFault
  | EmptyFault
  | MissingRefreshTokenFault
  | WrongTypesFault
  | ErrorBodyFault
  | ThrottledFault
