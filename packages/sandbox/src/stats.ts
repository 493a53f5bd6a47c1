/**
 * How an attempt ended for its client. `issued`: a whole answer with an access token. `empty`: a whole
 * answer without a body. `damaged`: HTML, a 5xx, half an answer, no usable access token. `lost`: no
 * byte of an answer.
 */
export type AttemptOutcome = 'open' | 'issued' | 'answered-error' | 'empty' | 'damaged' | 'lost'

/** One request that spends a grant. Times ending in `At` are monotonic milliseconds (`performance.now`). */
export interface Attempt {
  /** By the sandbox clock, milliseconds since the epoch. */
  at: number
  arrivedAt: number
  /** When the whole answer had been handed to the operating system. */
  answeredAt?: number
  /** When the socket closed before a whole answer was sent. */
  closedAt?: number
  /** The same instant, given only if it was the client who closed. */
  clientClosedAt?: number
  /** When the client reset the connection after the answer: it probably never read it. */
  resetAt?: number
  outcome: AttemptOutcome
  /** Tokens were issued, whether or not the client heard of them. */
  committed: boolean
  /** The answer that carries the new refresh token went out whole. */
  delivered: boolean
  /** The answer told the client for certain: issued, new refresh token included, or this grant refused. */
  definite: boolean
  /** The grant had been consumed before this request was acted on. */
  replay: boolean
  /** It arrived after another attempt had had a definite answer. */
  afterDefiniteAnswer: boolean
  errorCode?: number | string
  /** Kind of the fault that struck. */
  fault?: string
  /** Id of the refresh token that was issued. */
  issued?: string
}

/** Everything that happened to one refresh token, or one authorization code. */
export interface GrantStats {
  /** First 12 hex digits of the SHA-256 of the token. */
  id: string
  appId: string
  /** An OA or a user; absent if the token is unknown here. */
  accountId?: string
  /** Place in its chain of rotations, from 1; absent for codes and unknown tokens. */
  generation?: number
  redemptions: number
  committed: number
  replays: number
  replaysAfterDefiniteAnswer: number
  /** Most attempts open at one time, each from its arrival until its answer or the close of its socket. */
  maxInFlight: number
  attempts: Attempt[]
}

/** A refresh token that was issued and that the client has not been given. */
export interface UndeliveredTokens {
  grantType: string
  /** Id of the refresh token or code that was spent for it. */
  parent: string
  /** Id of the refresh token that was issued. */
  issued: string
  appId: string
  accountId: string
  /** Generation of the token that was issued. */
  generation: number
  at: number
  /** `open`: the client is still waiting. */
  outcome: AttemptOutcome
  fault?: string
}

export interface SandboxStats {
  totals: {
    /** Requests with an authorization code. */
    exchanges: number
    /** Requests with a refresh token. */
    redemptions: number
    /** Of both, those for which tokens were issued. */
    issued: number
    replays: number
    replaysAfterDefiniteAnswer: number
    maxInFlightPerToken: number
    issuedButUndelivered: number
  }
  refreshTokens: GrantStats[]
  codes: GrantStats[]
  undelivered: UndeliveredTokens[]
}
