import type { Call } from './call.ts'
import type { FaultPath, FaultServer } from './faults/fault.ts'
import type { GrantFacts, IssuedTokens } from './ledger-line.ts'
import type { Reply, ReplyMeaning } from './reply.ts'

/** The manner of one vendor's authorization server, mounted under a path prefix. */
export interface Dialect {
  /** As `/zalo`. */
  readonly prefix: string
  /** Understands a request without acting on it; undefined if there is no such page. */
  receive(call: Call): Operation | undefined
}

/** A request understood, to be acted on once: in between a fault may strike. */
export interface Operation {
  path: FaultPath
  server: FaultServer
  grantType?: string
  accountId?: string
  /** Present when a grant is spent, so that the ledger follows the attempt. */
  grant?: GrantFacts
  /** Changes the server's state and says what would be answered. */
  commit(mode: CommitMode): Committed
  /** The vendor's error body for a code. */
  errorReply(code: number | string, options?: ErrorReplyOptions): Reply
  /** The vendor's rate limit. @default error -32 */
  throttledReply?(): Reply
  /** What an empty HTTP 200 tells this vendor's clients. @default 'grant-refused' */
  emptyBodyMeans?: ReplyMeaning
}

export interface CommitMode {
  /** Issue an access token only and leave the refresh token as it is. */
  keepRefreshToken: boolean
}

export interface Committed {
  reply: Reply
  issued?: IssuedTokens
  /** The grant had been consumed by an earlier request. */
  replayed?: boolean
}

interface ErrorReplyOptions {
  withEmptyTokens?: boolean
}
