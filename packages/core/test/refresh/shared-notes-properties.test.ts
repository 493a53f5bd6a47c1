import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RedeemOutcome } from '../../src/index.ts'
import { passingTime } from '../support/turns.ts'
import { world } from '../support/world.ts'

type Mood = 'well' | 'refused' | 'throttled' | 'throttled-one' | 'not-sent' | 'unanswered'

const answers: Record<Exclude<Mood, 'well'>, (retryAfter: number) => RedeemOutcome> = {
  refused: () => ({ kind: 'refused', refusal: 'client', code: 'invalid_client', message: 'No.' }),
  throttled: (retryAfter) => ({
    kind: 'throttled',
    scope: 'client',
    code: 'http_429',
    message: 'Slow.',
    retryAfter,
  }),
  'throttled-one': (retryAfter) => ({ kind: 'throttled', code: 'slow_down', message: 'Slow.', retryAfter }),
  'not-sent': () => ({ kind: 'not-sent', cause: { name: 'Error', code: 'ECONNREFUSED' } }),
  unanswered: () => ({ kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } }),
}
const steps = fc.array(
  fc.record({
    process: fc.nat(2),
    account: fc.nat(4),
    forced: fc.boolean(),
    mood: fc.constantFrom<Mood>(
      'well',
      'refused',
      'refused',
      'throttled',
      'throttled',
      'throttled-one',
      'not-sent',
      'unanswered',
    ),
    retryAfter: fc.constantFrom(1, 10, 900),
    /** Milliseconds that pass first. */
    pause: fc.constantFrom(0, 0, 500, 5_000, 60_000, 1_000_000),
  }),
  { minLength: 5, maxLength: 30 },
)

it('I7: whatever a provider answers, nobody is asked to consent, its word is kept, and in the end all go on', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const { manager, provider, clock } = world({ refreshTokens: 'reusable' })
      const processes = [manager(), manager(), manager()]
      const accounts = ['0', '1', '2', '3', '4']
      for (const account of accounts)
        await processes[0]?.import({ provider: 'fake', account, refreshToken: 'refresh-1' })
      const names: string[] = []
      // When the provider asked the whole client to wait, and until when. A process looks once a second.
      let [told, quietUntil] = [0, 0]
      let disturbed = 0
      let mood: { kind: Mood; retryAfter: number } = { kind: 'well', retryAfter: 1 }
      provider.before = async () => {
        const now = clock.monotonic()
        if (told + 1_000 <= now && now < quietUntil) disturbed += 1
        const { kind, retryAfter } = mood
        provider.script = kind === 'well' ? [] : [() => answers[kind](retryAfter)]
        if (kind === 'throttled') [told, quietUntil] = [now, now + retryAfter * 1000]
      }
      const ask = (process: number, account: number, forced: boolean) => {
        const tokens = processes[process] ?? expect.fail()
        const id = `fake:${accounts[account]}`
        const work: Promise<unknown> = forced ? tokens.refresh(id) : tokens.getAccessToken(id)
        return passingTime(clock, work, 100).then(
          () => names.push('well'),
          ({ name }) => names.push(name as string),
        )
      }
      for (const step of story) {
        clock.advance(step.pause)
        mood = { kind: step.mood, retryAfter: step.retryAfter }
        await ask(step.process, step.account, step.forced)
      }
      expect(names).not.toContain('ReauthorizationRequiredError')
      expect(names).not.toContain('StoreUnavailableError')
      expect(disturbed).toBe(0)

      mood = { kind: 'well', retryAfter: 1 }
      clock.advance(1_000_000)
      names.length = 0
      for (const account of accounts.keys()) await ask(account % 3, account, true)
      expect(names).toEqual(accounts.map(() => 'well'))
    }),
    { numRuns: 150 },
  )
}, 120_000)
