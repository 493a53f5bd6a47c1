import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTokenManager, StoreUnavailableError } from '../src/index.ts'
import { gate } from './support/gate.ts'
import { hour } from './support/records.ts'
import { tampered } from './support/tampered.ts'
import { fakeTimers, pass, turns } from './support/turns.ts'
import { expired, failure, id, loggedIn, logIn, world } from './support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

describe('keeping connections fresh, told of changes', () => {
  it('takes up a login that comes while the refusal of the old set is still being dealt with', async () => {
    const { manager, provider, store, clock } = await expired()
    const held = gate()
    const slow = tampered(store, async (method, apply) => {
      const answer = await apply()
      if (method === 'release') await held.passed
      return answer
    })
    provider.current = 'revoked'
    const auto = manager({ store: slow }).autoRefresh()
    await turns(20)
    expect(provider.sent).toEqual(['refresh-2'])
    await logIn(manager())
    await turns(20)
    held.open()
    await pass(clock, hour, 30_000)
    expect(provider.sent).toHaveLength(2)
    await auto.stop()
  })

  it('costs no read for what it stored itself', async () => {
    const { provider, store, clock } = world()
    let reads = 0
    const counted = tampered(store, (method, apply) => {
      if (method === 'read') reads += 1
      return apply()
    })
    // Records that are really sealed: they are recognised by their ends.
    const tokens = createTokenManager({ store: counted, clock, providers: [provider.adapter] })
    await logIn(tokens)
    const auto = tokens.autoRefresh()
    await pass(clock, hour, 60_000)
    reads = 0
    await pass(clock, 3 * hour, 60_000)
    expect(provider.sent.length).toBeGreaterThan(3)
    expect(reads).toBe(0)
    await auto.stop()
  })

  it('I7: reads through the store once an hour, not each minute, for a record that stays damaged', async () => {
    const { manager, store, clock } = await loggedIn()
    const warnings: string[] = []
    const logger = { debug() {}, info() {}, error() {}, warn: (line: string) => warnings.push(line) }
    let lists = 0
    const damaged = {
      ...store,
      list: async function* () {
        lists += 1
        yield* store.list()
        throw new StoreUnavailableError('It is not JSON.', {
          code: 'corrupt_record',
          connection: 'fake:other',
        })
      },
    }
    const auto = manager({ store: damaged, logger }).autoRefresh()
    await pass(clock, 0.8 * hour, 60_000)
    expect(lists).toBe(1)
    expect(warnings).toEqual([expect.stringMatching(/^fake:other could not be listed.*again in an hour/)])
    await pass(clock, hour, 60_000)
    expect(lists).toBe(2)
    await auto.stop()
  })

  it('reads through a store that cannot be listed at all again each minute: it may be restored by then', async () => {
    const { manager, store, provider, clock } = await expired()
    let broken = true
    const damaged = {
      ...store,
      list: async function* () {
        if (broken) throw new StoreUnavailableError('It is no database.', { code: 'corrupt_record' })
        yield* store.list()
      },
    }
    const auto = manager({ store: damaged }).autoRefresh()
    await pass(clock, 30_000, 1_000)
    broken = false
    await pass(clock, 60_000, 1_000)
    expect(provider.sent).toEqual(['refresh-2'])
    await auto.stop()
  })

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'a concurrency of %s is refused, and not taken for nothing to do',
    async (concurrency) => {
      const { tokens } = await loggedIn()
      const refused = { name: 'ConfigurationError', code: 'invalid_concurrency' }
      expect(() => tokens.autoRefresh({ concurrency })).toThrow(expect.objectContaining(refused))
      expect(await failure(tokens.rotateKeys({ concurrency }))).toMatchObject(refused)
      expect((await tokens.connection(id)).status).toBe('active')
    },
  )
})
