import {
  ConnectionNotFoundError,
  OAuthTokensError,
  ReauthorizationRequiredError,
  type TokenSet,
} from '../../../src/index.ts'
import { callbackUrl } from '../world.ts'
import { account, type Booted, type Machine } from './machine.ts'

export type Wish =
  | 'plain'
  | 'rejected'
  | 'min-ttl'
  | 'forced'
  | 'import'
  | 'login'
  | 'forget'
  /** From now on the process refreshes what is due, though nobody asks. */
  | 'keep-fresh'

/** Who hears of a change, in however slow a flight, knows of it after this time, or knows that it could not read; ms. */
const outdatedFor = 15_000

/** The connection as an import left it. */
export async function found(at: Machine): Promise<void> {
  const founder = at.boot('founder', async () => {})
  await importGrant(at, founder)
  founder.process.crash(false)
}

/** The owner has just consented to it elsewhere. */
export async function importGrant({ server }: Machine, { tokens, process }: Booted): Promise<void> {
  const { accessToken, refreshToken = '', expiresIn = 0 } = server.newGrant()
  const issuedAt = new Date(process.clock.now())
  await tokens.import({
    provider: 'fake',
    account: 'account-1',
    accessToken,
    refreshToken,
    expiresIn,
    issuedAt,
  })
}

async function logIn({ tokens }: Booted): Promise<void> {
  const { state } = await tokens.authorize('fake')
  await tokens.callback(`${callbackUrl}?code=good-code&state=${state}`)
}

/** One caller: what it is told must be usable, or an error that is true. Judged by invariant. */
export async function ask(at: Machine, booted: Booted, wish: Wish): Promise<void> {
  const { saved } = at.ledger
  try {
    if (wish === 'import') return await importGrant(at, booted)
    if (wish === 'login') return await logIn(booted)
    if (wish === 'keep-fresh') return void booted.tokens.autoRefresh()
    if (wish === 'forget') {
      at.forgetting = true
      return await booted.tokens.forget(account)
    }
    await askForToken(at, booted, wish)
  } catch (error) {
    if (!(error instanceof OAuthTokensError)) throw error
    await judgeError(at, booted, saved, error)
  }
}

async function askForToken(at: Machine, { tokens, process }: Booted, wish: Wish): Promise<void> {
  const { violations, ledger } = at
  const asked = process.clock.monotonic()
  const known = ledger.outdated(outdatedFor)
  const { saved } = ledger
  let rejected: string | undefined
  let set: TokenSet
  if (wish === 'forced') set = await tokens.refresh(account)
  else if (wish === 'min-ttl') set = await tokens.getTokenSet(account, { minTtl: '30m' })
  else if (wish === 'rejected') {
    const stored = await at.stored()
    rejected = typeof stored === 'string' ? 'access-of-nobody' : stored.secrets.accessToken
    set = await tokens.getTokenSet(account, { rejected })
  } else set = await tokens.getTokenSet(account)

  const outdated = known.has(set.accessToken) && !ledger.tookAfter(saved, set.accessToken)
  if (!set.degraded && outdated && !process.clock.stoppedAfter(asked - outdatedFor))
    violations.push('I4: an outdated token was handed out, and not said to be')
  if (set.accessToken === rejected) violations.push('I4: a rejected token was handed out')
  // Who has a wrong clock cannot know better, nor can others of what it has stored.
  const expired = (set.expiresAt?.getTime() ?? 0) <= process.clock.now() - 60_000
  if (expired && !at.clockJumped) violations.push('I4: an expired token was handed out')
  if (!set.unsaved && !ledger.isDurable(set.accessToken) && !ledger.hasSentLate(process))
    violations.push('I2: a token set was handed out as saved that no durable slot has')
}

/** What is said must be true: I5, I6, I7, and the honest limit. `saved`: how many sets there were when it was asked. */
export async function judgeError(
  at: Machine,
  { process }: Booted,
  saved: number,
  error: OAuthTokensError,
): Promise<void> {
  const { server, ledger, violations } = at
  if (/grant\d+\.\d+/.test(`${error.message} ${JSON.stringify(error)}`))
    violations.push(`I5: a token is in a ${error.name}`)
  if (error.code === 'unexpected') violations.push(`I4: ${error.message}`)
  if (error instanceof ConnectionNotFoundError && !at.forgetting)
    violations.push('I6: a connection that exists was not found')
  if (!(error instanceof ReauthorizationRequiredError)) return
  const stored = await at.stored()
  const token = typeof stored === 'string' ? undefined : stored.secrets.refreshToken
  if (token === undefined || server.isRevoked(token)) return
  // Another set may have come when the caller had been answered already.
  if (!ledger.wasThere(token, process, saved)) return
  if (server.works(token)) violations.push('I7: consent was asked for while the refresh token works')
  else if (error.code !== 'answer_lost') violations.push(`I7: the lost answer is not named (${error.code})`)
}
