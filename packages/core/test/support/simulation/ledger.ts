import type { RedeemOutcome } from '../../../src/index.ts'
import type { FakeClock } from '../../../src/testing/index.ts'
import type { TokenRecord } from '../../../src/tokens/token-record.ts'
import type { SimulatedProcess } from './process.ts'
import type { AuthorizationServer } from './server.ts'

/** One redemption, as the client that made it saw it. */
interface Attempt {
  token: string
  process: SimulatedProcess
  intendedAt: number
  /** It was stopped after its last look at the clock, and sent what others had redeemed meanwhile. */
  sentLate: boolean
  /** Until the answer, the end of our waiting, or the end of the process. */
  open: boolean
  heard?: 'issued' | 'refused'
  /** How many sets the store had taken by then. */
  heardAfter: number
}

/** How long an intent keeps others from redeeming, and how old it may be when its holder looks at the clock. */
const spending = 30_000
const intentValidity = 2_000

/** What was sent, and what is on record of it: keeps I1. */
export function ledger(server: AuthorizationServer, clock: FakeClock, violations: string[]) {
  const attempts: Attempt[] = []
  /** When tokens came into the store, or into the rescue folder of a host. */
  const store = new Map<string, number>()
  const rescues = [new Map<string, number>(), new Map<string, number>()]
  /** What the store took, in order; a tombstone has no tokens. */
  const saves: { accessToken?: string; refreshToken?: string | undefined; at: number }[] = []
  /** When the refusal of a refresh token came on record. */
  const buried = new Map<string, number>()

  const note = (where: Map<string, number>, token: string | undefined) => {
    if (token !== undefined && !where.has(token)) where.set(token, clock.monotonic())
  }
  /** When others on this host could know what an attempt ended in. */
  const knownAt = ({ token, heard }: Attempt, host: number) => {
    if (heard === 'refused') return buried.get(token)
    const heir = server.successor(token) ?? ''
    return store.get(heir) ?? rescues[host]?.get(heir)
  }
  /** Whether a redemption of the same token is a fault in the presence of this earlier one. */
  const forbids = (earlier: Attempt, { process, sentLate }: Attempt) => {
    if (sentLate) return false
    const known = knownAt(earlier, process.host)
    if (known === undefined && !earlier.process.alive) return false
    // After the deadline of its intent, nobody else can know what its holder did not put on record.
    return (known ?? clock.monotonic()) - earlier.intendedAt < spending
  }

  return {
    attempts,
    /** A durable slot has taken a set. `slot`: a host, or the store. */
    took(slot: number | 'store', { accessToken, refreshToken }: TokenRecord['secrets']): void {
      const where = slot === 'store' ? store : (rescues[slot] ?? store)
      if (slot === 'store') saves.push({ accessToken, refreshToken, at: clock.monotonic() })
      note(where, accessToken)
      note(where, refreshToken)
    },
    forgotten: () => saves.push({ at: clock.monotonic() }),
    /** Access tokens in whose place the store has had something newer for so many milliseconds. */
    outdated(ms: number): Set<string | undefined> {
      const newest = saves.findLastIndex(({ at }) => clock.monotonic() - at > ms)
      const since = new Set(saves.slice(Math.max(newest, 0)).map(({ accessToken }) => accessToken))
      return new Set(saves.map(({ accessToken }) => accessToken).filter((token) => !since.has(token)))
    },
    /** Whether the store took it after the first so many sets: a spare may come back in the place of what was refused. */
    tookAfter: (saved: number, token: string) =>
      saves.slice(saved).some(({ accessToken }) => accessToken === token),
    buried: (token: string | undefined) => note(buried, token),
    /** What it got for a redemption of long ago may be another token of the same generation. */
    hasSentLate: (process: SimulatedProcess) =>
      attempts.some((one) => one.process === process && one.sentLate),
    isDurable: (token: string) => [store, ...rescues].some((slot) => slot.has(token)),
    get saved(): number {
      return saves.length
    },
    /** Whether the store had it when the process last heard a refusal, or had taken so many sets. */
    wasThere(token: string, process: SimulatedProcess, saved: number): boolean {
      const refusal = attempts.findLast((one) => one.process === process && one.heard === 'refused')
      return saves.findIndex((one) => one.refreshToken === token) < Math.max(saved, refusal?.heardAfter ?? 0)
    },
    /** Whether it was redeemed, and what came of it is in no durable slot. */
    successorLost(token: string): boolean {
      const heir = server.successor(token)
      return heir !== undefined && ![store, ...rescues].some((slot) => slot.has(heir))
    },
    /** A process sends `token`. Returns what ends it. */
    open(token: string, process: SimulatedProcess): (outcome?: RedeemOutcome) => void {
      const { intendedAt } = process
      const sentLate = clock.monotonic() - intendedAt > intentValidity
      const attempt: Attempt = { token, process, intendedAt, sentLate, open: true, heardAfter: 0 }
      for (const other of attempts) {
        if (other.token !== token) continue
        const stopped = sentLate || other.sentLate || other.process.clock.stoppedAfter(other.intendedAt)
        if (other.open && other.process.alive && !stopped) violations.push(`I1: ${token} is in flight twice`)
        if (other.heard === 'issued' && server.singleUse && forbids(other, attempt))
          violations.push(`I1: ${token} was sent again after it was redeemed`)
        if (other.heard === 'refused' && forbids(other, attempt))
          violations.push(`I1: ${token} was sent again after it was refused`)
      }
      attempts.push(attempt)
      return (outcome) => {
        if (!attempt.open) return
        attempt.open = false
        attempt.heardAfter = saves.length
        if (outcome?.kind === 'issued') attempt.heard = 'issued'
        if (outcome?.kind === 'refused' && outcome.refusal === 'grant') attempt.heard = 'refused'
      }
    },
  }
}

export type Ledger = ReturnType<typeof ledger>
