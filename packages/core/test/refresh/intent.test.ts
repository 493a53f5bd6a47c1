import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Intent, TokenStore } from '../../src/index.ts'
import { failingStore, tampered } from '../support/tampered.ts'
import { fakeTimers, passingTime } from '../support/turns.ts'
import { expired, failure, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

describe('the intent before a redemption', () => {
  it('is on record, with the token set that it is for, before anything is sent', async () => {
    const { tokens, provider, store, clock, record, traces } = await expired()
    const { facts } = await record()
    let seen: unknown
    provider.before = async () => {
      seen = (await store.read(id)).lease
    }
    await tokens.getAccessToken(id)
    expect(seen).toMatchObject({
      state: 'spending',
      until: clock.monotonic() + 30_000,
      spending: { lineage: facts.lineage, generation: 1, singleUse: true, at: clock.now() } satisfies Intent,
    })
    expect(traces).toEqual(['leased', 'intent', 'sending', 'answered', 'saving', 'saved'])
    expect((await store.read(id)).lease).toMatchObject({ state: 'free' })
  })

  it('says that a reusable refresh token is nothing to lose', async () => {
    const { tokens, provider, store } = await expired({ refreshTokens: 'reusable' })
    provider.before = async () => {
      expect((await store.read(id)).lease.spending).toMatchObject({ singleUse: false })
    }
    expect(await tokens.getAccessToken(id)).toBe('access-3')
  })

  it.each(['before', 'after'] as const)(
    'sends nothing when recording it fails, %s it was applied',
    async (when) => {
      const { manager, provider, store, clock } = await expired()
      const faulty = failingStore(store)
      faulty.fail('spend', when)
      const own = manager({ store: faulty.store })
      expect(await failure(own.getAccessToken(id))).toMatchObject({
        name: 'StoreUnavailableError',
        retryable: true,
      })
      expect(provider.sent).toEqual([])
      expect((await store.read(id)).lease).toMatchObject({ state: 'free' })
      expect((await store.read(id)).lease.doubt).toBeUndefined()
      expect(await passingTime(clock, own.getAccessToken(id))).toBe('access-3')
    },
  )

  it('I1: sends nothing when the token set changed since it was read', async () => {
    const { manager, provider, store } = await expired()
    const other = manager()
    let meddle = true
    const meddled = tampered(store, async (method, apply) => {
      if (method === 'spend' && meddle) {
        meddle = false
        const { tokens } = await store.read(id)
        await store.save(id, tokens, (tokens ?? '').replace('Account One', 'Renamed'))
      }
      return apply()
    })
    expect(await manager({ store: meddled }).getAccessToken(id)).toBe('access-3')
    expect(provider.sent).toEqual(['refresh-2'])
    expect((await other.connection(id)).label).toBe('Renamed')
  })

  it.each([
    ['the monotonic clock', (advance: (ms: number) => void) => advance(2_001)],
    [
      'the wall clock alone, forward',
      (_advance: (ms: number) => void, wall: (ms: number) => void) => wall(2_001),
    ],
    [
      'the wall clock alone, backward',
      (_advance: (ms: number) => void, wall: (ms: number) => void) => wall(-2_001),
    ],
  ])('is withdrawn, and taken anew, when more than 2 s passed since by %s', async (_title, sleep) => {
    const { manager, provider, store, clock, traces } = await expired()
    const calls: string[] = []
    let asleep = true
    const sleepy = tampered(store, async (method, apply) => {
      calls.push(method)
      const answer = await apply()
      if (method === 'spend' && asleep) {
        asleep = false
        sleepAfterAnswer = true
      }
      return answer
    })
    let sleepAfterAnswer = false
    const trace = (step: string) => {
      traces.push(step)
      if (step !== 'intent' || !sleepAfterAnswer) return
      sleepAfterAnswer = false
      sleep(
        (ms) => clock.advance(ms),
        (ms) => clock.setWall(clock.now() + ms),
      )
    }
    expect(await manager({ store: sleepy, trace }).getAccessToken(id)).toBe('access-3')
    expect(traces).toEqual(['leased', 'intent', 'leased', 'intent', 'sending', 'answered', 'saving', 'saved'])
    expect(calls.filter((call) => call === 'withdraw')).toHaveLength(1)
    expect(provider.sent).toEqual(['refresh-2'])
  })

  it('is acted on up to 2 s later', async () => {
    const { manager, clock, traces } = await expired()
    const trace = (step: string) => {
      traces.push(step)
      if (step === 'intent') clock.advance(2_000)
    }
    expect(await manager({ trace }).getAccessToken(id)).toBe('access-3')
    expect(traces).not.toContain('withdraw')
    expect(traces.filter((step) => step === 'intent')).toHaveLength(1)
  })

  it('I1: is not acted on by a process that slept until another one redeemed', async () => {
    const { manager, provider, store, clock } = await expired()
    const other = manager()
    let meanwhile: Promise<string> | undefined
    const trace = (step: string) => {
      if (step !== 'intent' || meanwhile) return
      clock.advance(31_000)
      meanwhile = other.getAccessToken(id)
    }
    const slow: TokenStore = tampered(store, async (method, apply) => {
      if (method === 'withdraw') await meanwhile
      return apply()
    })
    expect(await passingTime(clock, manager({ store: slow, trace }).getAccessToken(id), 20)).toBe('access-3')
    expect(await meanwhile).toBe('access-3')
    expect(provider.sent).toEqual(['refresh-2'])
  })
})
