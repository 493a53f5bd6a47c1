import { performance } from 'node:perf_hooks'
import { credentialId } from './credential-id.ts'
import type { Committed } from './dialect.ts'
import type { LedgerEntry, LedgerLine } from './ledger-line.ts'
import type { Reply } from './reply.ts'
import type { AttemptOutcome } from './stats.ts'

/** Writes down what becomes of one attempt. */
export class AttemptRecorder {
  readonly #line: LedgerLine
  readonly #entry: LedgerEntry

  constructor(line: LedgerLine, entry: LedgerEntry) {
    this.#line = line
    this.#entry = entry
  }

  struckBy(fault: string): void {
    this.#entry.attempt.fault = fault
  }

  committed({ issued, replayed }: Committed): void {
    const { attempt } = this.#entry
    if (replayed) attempt.replay = true
    if (!issued) return
    this.#entry.issued = issued
    attempt.committed = true
    if (!issued.refreshToken) return
    this.#line.consumed = true
    attempt.issued = credentialId(issued.refreshToken)
  }

  /** The whole answer went out. */
  answered(reply: Reply): void {
    if (!this.#end()) return
    const { attempt, issued } = this.#entry
    attempt.answeredAt = performance.now()
    attempt.outcome = outcomeOf(reply)
    if (reply.errorCode !== undefined) attempt.errorCode = reply.errorCode
    const refreshToken = issued?.refreshToken
    attempt.delivered = refreshToken !== undefined && reply.body.includes(JSON.stringify(refreshToken))
    // An answer without the new refresh token leaves the client with the old one: it has to try it again.
    attempt.definite = reply.meaning === 'grant-refused' || (reply.meaning === 'issued' && attempt.delivered)
  }

  /** The socket closed; nothing happens if the answer had gone out before. */
  closed({ byClient, partial }: { byClient: boolean; partial: boolean }): void {
    if (!this.#end()) return
    const { attempt } = this.#entry
    attempt.closedAt = performance.now()
    if (byClient) attempt.clientClosedAt = attempt.closedAt
    attempt.outcome = partial ? 'damaged' : 'lost'
  }

  /** The client reset the connection after the answer had gone out. */
  resetAfterAnswer(): void {
    const { attempt } = this.#entry
    if (attempt.answeredAt === undefined) return
    attempt.resetAt = performance.now()
    attempt.delivered = false
    attempt.definite = false
  }

  #end(): boolean {
    if (this.#entry.attempt.outcome !== 'open') return false
    this.#line.open -= 1
    return true
  }
}

function outcomeOf({ meaning, body }: Reply): AttemptOutcome {
  if (meaning === 'issued') return 'issued'
  if (meaning === undefined || meaning === 'noise') return 'damaged'
  return body === '' ? 'empty' : 'answered-error'
}
