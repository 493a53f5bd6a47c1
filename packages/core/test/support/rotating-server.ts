import type { RedeemOutcome } from '../../src/index.ts'

/** One redemption, as the client that made it saw it. */
interface Attempt {
  token: string
  process: string
  /** Until the answer, the end of our waiting, or the end of the process. */
  open: boolean
  heard?: 'issued' | 'refused'
  /** The store failed its client afterwards: nobody else can know what it heard. */
  unrecorded?: boolean
}

/**
 * An authorization server with single-use refresh tokens, and the ledger of what was sent to it: it keeps I1.
 * Tokens are named grant.number, so that a test can tell which follows which.
 */
export function rotatingServer() {
  const current = new Map<string, number>()
  const attempts: Attempt[] = []
  /** Refresh tokens that a durable slot took. */
  const durable = new Set<string>()
  /** Refresh tokens whose refusal is on record. */
  const buried = new Set<string>()
  const violations: string[] = []

  const parse = (token: string) => {
    const [grant = '', number = ''] = token.split('.')
    return { grant, number: Number(number) }
  }
  const successor = (token: string) => {
    const { grant, number } = parse(token)
    return `${grant}.${number + 1}`
  }

  return {
    violations,
    durable,
    buried,
    attempts,
    newGrant(): string {
      const grant = `grant${current.size + 1}`
      current.set(grant, 1)
      return `${grant}.1`
    },
    /** Whether the server would still take it. */
    works: (token: string) => current.get(parse(token).grant) === parse(token).number,
    /** Whether it was redeemed, and what came of it is in no durable slot. */
    successorLost(token: string): boolean {
      const { grant, number } = parse(token)
      return (current.get(grant) ?? 0) > number && !durable.has(successor(token))
    },
    redeem(token: string): RedeemOutcome {
      const { grant, number } = parse(token)
      if (current.get(grant) !== number) {
        return { kind: 'refused', refusal: 'grant', code: 'invalid_grant', message: 'It is spent.' }
      }
      current.set(grant, number + 1)
      const [accessToken, refreshToken] = [`access-${grant}.${number + 1}`, `${grant}.${number + 1}`]
      return {
        kind: 'issued',
        grant: { accessToken, refreshToken, tokenType: 'bearer', expiresIn: 3600, raw: {} },
      }
    },
    /** The store did not answer this client, or not take what it wrote. */
    storeFailed(process: string): void {
      for (const attempt of attempts) {
        if (attempt.process === process && attempt.heard === 'refused') attempt.unrecorded = true
      }
    },
    /** A client sends `token`. `alive` tells of the process that made an earlier attempt. */
    open(
      token: string,
      process: string,
      alive: (process: string) => boolean,
    ): (outcome?: RedeemOutcome) => void {
      for (const other of attempts.filter((attempt) => attempt.token === token)) {
        if (other.open && alive(other.process)) violations.push(`I1: ${token} is in flight twice`)
        // Only a client that died before it could record what it heard excuses another redemption.
        if (other.heard === 'issued' && (alive(other.process) || durable.has(successor(token)))) {
          violations.push(`I1: ${token} was sent again after it was redeemed`)
        }
        // Or one whose store failed it just then; it knows itself, and never sends the token again.
        const excused = other.unrecorded && other.process !== process
        if (other.heard === 'refused' && (buried.has(token) || (alive(other.process) && !excused))) {
          violations.push(`I1: ${token} was sent again after it was refused`)
        }
      }
      const attempt: Attempt = { token, process, open: true }
      attempts.push(attempt)
      return (outcome) => {
        if (!attempt.open) return
        attempt.open = false
        if (outcome?.kind === 'issued') attempt.heard = 'issued'
        if (outcome?.kind === 'refused' && outcome.refusal === 'grant') attempt.heard = 'refused'
      }
    },
  }
}

export type RotatingServer = ReturnType<typeof rotatingServer>
