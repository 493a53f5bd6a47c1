import {
  ConnectionNotFoundError,
  OAuthTokensError,
  ReauthorizationRequiredError,
} from '../../../src/index.ts'
import { judgeError } from './callers.ts'
import { account, type Booted, type Machine } from './machine.ts'

/** A fresh process on each host brings the connection to a token, or to the one error that is honest. */
export async function recover(at: Machine): Promise<void> {
  const ends: string[] = []
  for (const host of at.rescues.keys()) ends.push(await recoverOn(at, host))
  if (ends.includes('token')) return
  const stored = await at.stored()
  if (typeof stored === 'string') return
  const token = stored.secrets.refreshToken ?? ''
  if (at.server.isRevoked(token) || at.ledger.successorLost(token)) return
  at.violations.push('I2: the newest token set is lost')
}

async function recoverOn(at: Machine, host: number): Promise<string> {
  const { clock, violations } = at
  const booted = at.boot(`recovery ${host}`, async () => {}, undefined, host)
  for (let attempt = 0; attempt < 6; attempt++) {
    const { saved } = at.ledger
    try {
      await spendOnce(at, booted)
      return 'token'
    } catch (error) {
      if (!(error instanceof OAuthTokensError)) throw error
      await judgeError(at, booted, saved, error)
      if (error instanceof ReauthorizationRequiredError) return 'consent'
      if (error instanceof ConnectionNotFoundError) {
        if ((await at.stored()) !== 'tombstone') violations.push('I6: what was not forgotten is gone')
        return 'forgotten'
      }
      if (!error.retryAt) violations.push(`I7: recovery failed for good with ${error.code}`)
      const wait = (error.retryAt?.getTime() ?? 0) - clock.now()
      await at.pass(Math.max(1, wait))
    }
  }
  violations.push('I7: a transient failure never ended')
  return 'failure'
}

async function spendOnce(at: Machine, { tokens }: Booted): Promise<void> {
  const { server, violations } = at
  const set = await passingTime(at, tokens.refresh(account))
  if (!server.works(set.refreshToken ?? '')) violations.push('I2: the stored refresh token is not the newest')
  const stored = await at.stored()
  if (typeof stored === 'string' || stored.secrets.accessToken !== set.accessToken)
    violations.push('I2: what was returned is not stored')
}

/** Lets time pass until `work` has settled. Fails loudly when it never does. */
export async function passingTime<Result>(at: Machine, work: Promise<Result>): Promise<Result> {
  let settled = false
  const settle = () => {
    settled = true
  }
  work.then(settle, settle)
  await at.pass(0)
  for (let passed = 0; !settled; passed += 500) {
    if (passed > 1_000_000) throw new Error('not settled after a thousand seconds')
    await at.pass(500)
  }
  return work
}
