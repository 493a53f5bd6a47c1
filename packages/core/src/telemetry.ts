import type { OAuthTokensError } from './errors.ts'
import type { TokenEvent } from './events.ts'
import type { TraceStep } from './refresh/context.ts'

/**
 * What watches refreshes from outside, such as `openTelemetry()` of `@oauth-tokens/core/opentelemetry`. Never gets a
 * secret. What it throws is reported to the logger, and reaches no refresh.
 */
export interface Telemetry {
  /** A refresh of a connection begins in this process. Tokens that are handed out of memory are none. */
  refresh(subject: RefreshSubject): RefreshObserver
  /** Something happened to a connection; told like a listener. */
  event(event: TokenEvent): void
}

export interface RefreshSubject {
  connection: string
  provider: string
  /** `expired`, `rejected`, `min-ttl`, `forced`; `due`: nobody asked, the token was kept fresh in the background. */
  why: string
}

/** Watches one refresh: `run` once, then steps, then `end` once. */
export interface RefreshObserver {
  /** Calls `work` at once, inside the asynchronous context that its own calls shall belong to, and returns what it returns. */
  run<Result>(work: () => Promise<Result>): Promise<Result>
  /** A named point of the refresh was passed; a race that was lost passes some of them again. */
  step(step: TraceStep): void
  end(end: RefreshEnd): void
}

/** How a refresh ended. */
export interface RefreshEnd {
  /**
   * `issued`: new tokens came during this refresh. `adopted`: a set was found that does, of another process, of a login
   * or out of the rescue folder. `cool-down`: nothing was sent, because a back-off or a budget holds, or because nobody
   * waits here and another process is at it. `failed`: see `error`.
   */
  outcome: 'issued' | 'adopted' | 'cool-down' | 'failed'
  /** Milliseconds. */
  duration: number
  /** Whether a refresh token was sent to the provider. */
  redeemed: boolean
  /** The store did not take the new tokens yet. */
  unsaved: boolean
  /** An answer of the provider may be lost. */
  doubtful: boolean
  /** Of the latest token set known. */
  generation?: number
  /** The class of the error, and its stable word: never its message. */
  error?: Pick<OAuthTokensError, 'name' | 'code'>
}
