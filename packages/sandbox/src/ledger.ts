import { performance } from 'node:perf_hooks'
import { AttemptRecorder } from './attempt-recorder.ts'
import type { SandboxClock } from './clock.ts'
import { credentialId } from './credential-id.ts'
import type { GrantFacts, LedgerEntry, LedgerLine } from './ledger-line.ts'
import type { Attempt, GrantStats, SandboxStats, UndeliveredTokens } from './stats.ts'

/** Follows every attempt to spend a grant, so that a test can prove what a client did. */
export class Ledger {
  readonly #clock: SandboxClock
  readonly #lines = new Map<string, LedgerLine>()

  constructor(clock: SandboxClock) {
    this.#clock = clock
  }

  /** Records the arrival of an attempt; what becomes of it is told to the recorder. */
  open({ credential, ...facts }: GrantFacts): AttemptRecorder {
    const id = credentialId(credential)
    const key = `${facts.grantType}:${id}`
    const line = this.#lines.get(key) ?? newLine(id, facts)
    this.#lines.set(key, line)
    line.open += 1
    line.maxInFlight = Math.max(line.maxInFlight, line.open)
    const attempt: Attempt = {
      at: this.#clock.now(),
      arrivedAt: performance.now(),
      outcome: 'open',
      committed: false,
      delivered: false,
      definite: false,
      replay: line.consumed,
      afterDefiniteAnswer: line.entries.some((entry) => entry.attempt.definite),
    }
    const entry: LedgerEntry = { attempt }
    line.entries.push(entry)
    return new AttemptRecorder(line, entry)
  }

  stats(): SandboxStats {
    const lines = [...this.#lines.values()]
    const undelivered = lines.flatMap(undeliveredOf)
    const grants = lines.map(grantStatsOf)
    const ofType = (grantType: string) =>
      grants.filter((_, index) => lines[index]?.facts.grantType === grantType)
    const refreshTokens = ofType('refresh_token')
    const codes = ofType('authorization_code')
    return {
      totals: {
        exchanges: sum(codes, 'redemptions'),
        redemptions: sum(refreshTokens, 'redemptions'),
        issued: sum(grants, 'committed'),
        replays: sum(refreshTokens, 'replays'),
        replaysAfterDefiniteAnswer: sum(refreshTokens, 'replaysAfterDefiniteAnswer'),
        maxInFlightPerToken: refreshTokens.reduce((most, { maxInFlight }) => Math.max(most, maxInFlight), 0),
        issuedButUndelivered: undelivered.length,
      },
      refreshTokens,
      codes,
      undelivered,
    }
  }
}

function newLine(id: string, facts: LedgerLine['facts']): LedgerLine {
  return { id, facts, entries: [], consumed: false, open: 0, maxInFlight: 0 }
}

function grantStatsOf({ id, facts, entries, maxInFlight }: LedgerLine): GrantStats {
  const attempts = entries.map(({ attempt }) => ({ ...attempt }))
  const { grantType: _, ...owner } = facts
  return {
    id,
    ...owner,
    redemptions: attempts.length,
    committed: attempts.filter(({ committed }) => committed).length,
    replays: attempts.filter(({ replay }) => replay).length,
    replaysAfterDefiniteAnswer: attempts.filter(({ afterDefiniteAnswer }) => afterDefiniteAnswer).length,
    maxInFlight,
    attempts,
  }
}

function undeliveredOf({ id, facts, entries }: LedgerLine): UndeliveredTokens[] {
  return entries.flatMap(({ attempt, issued }) => {
    if (!issued?.refreshToken || attempt.delivered) return []
    return {
      grantType: facts.grantType,
      parent: id,
      issued: credentialId(issued.refreshToken),
      appId: facts.appId,
      accountId: issued.accountId,
      generation: issued.generation,
      at: attempt.at,
      outcome: attempt.outcome,
      ...(attempt.fault && { fault: attempt.fault }),
    }
  })
}

type CountOf = 'redemptions' | 'committed' | 'replays' | 'replaysAfterDefiniteAnswer'

function sum(grants: GrantStats[], count: CountOf): number {
  return grants.reduce((total, grant) => total + grant[count], 0)
}
