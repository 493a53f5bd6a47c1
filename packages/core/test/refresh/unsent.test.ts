import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RefreshEnd, Telemetry } from '../../src/index.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { tokenRecord } from '../support/records.ts'
import { failingStore, tampered } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { due, expired, failure, id, loggedIn } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

it('I1: a refused token is not sent again where a look finds its access token good, the refusal being unnoted', async () => {
  const { manager, store, clock, provider } = await loggedIn()
  const faulty = failingStore(store)
  const own = manager({ store: faulty.store })
  provider.current = 'elsewhere'
  faulty.fail('release', 'before', 9_999)
  await failure(passingTime(clock, own.refresh(id), 25))
  faulty.heal()
  expect(await passingTime(clock, own.getAccessToken(id), 25)).toBe('access-2')
  expect(provider.sent).toEqual(['refresh-2'])
})

it('I1: a refusal that came when its lease was lost is remembered, and the token not sent again', async () => {
  const { manager, store, clock, provider } = await expired()
  provider.current = 'elsewhere'
  provider.after = async () => {
    clock.advance(31_000)
    const { fence = 0 } = await store.acquire(id, { owner: 'other', host: 'host-b' }, 10_000)
    await store.release(id, fence, {})
  }
  const own = manager()
  for (let call = 0; call < 2; call++) {
    const error = await failure(passingTime(clock, own.getAccessToken(id), 25))
    expect(error).toMatchObject({ name: 'ReauthorizationRequiredError' })
  }
  expect(provider.sent).toEqual(['refresh-2'])
})

it('a refusal on record is no doubt to the application’s telemetry, also where another set was tried in vain', async () => {
  const { manager, clock, provider, rescue } = await expired()
  provider.current = 'elsewhere'
  await failure(manager().getAccessToken(id))
  const same = tokenRecord({ lineage: 'another', generation: 1 }, { refreshToken: 'refresh-2' })
  const tokens = await encodeRecord(same, plainCipher)
  const about = { connection: id, lineage: 'another', generation: 1, issuedAt: clock.now(), parent: null }
  await rescue.keep({ ...about, tokens })
  const ends: RefreshEnd[] = []
  const telemetry: Telemetry = {
    refresh: () => ({ run: (work) => work(), step: () => {}, end: (end) => void ends.push(end) }),
    event: () => {},
  }
  await failure(manager({ telemetry }).getAccessToken(id))
  expect(ends).toMatchObject([{ doubtful: false, error: { name: 'ReauthorizationRequiredError' } }])
  expect(provider.sent).toEqual(['refresh-2'])
})

it('a refresh that is due begins nothing where another process noted that all have to wait', async () => {
  const { manager, clock, provider } = await due()
  const [asking, waiting] = [manager(), manager()]
  await asking.import({ provider: 'fake', account: 'account-2', refreshToken: 'refresh-of-2' })
  provider.script = [
    () => ({ kind: 'throttled', scope: 'client', code: 'slow', message: 'Slow.', retryAfter: 600 }),
  ]
  await failure(asking.refresh('fake:account-2'))
  const auto = waiting.autoRefresh()
  await pass(clock, 120_000, 1_000)
  expect(provider.sent).toEqual(['refresh-of-2'])
  const told = (await waiting.history(id)).map(({ action, outcome }) => `${action} ${outcome}`)
  expect(told).toEqual(['login issued'])
  await passingTime(clock, auto.stop())
})

it('what another process stored before the lease was had needs no note of the client', async () => {
  const { manager, store, clock, provider } = await expired()
  const readNote = async () => {
    throw new Error('the store is away')
  }
  let acquires = 0
  const late = tampered({ ...store, readNote }, async (method, apply) => {
    if (method === 'acquire' && ++acquires === 1) await manager().refresh(id)
    return apply()
  })
  const work = manager({ store: late }).getAccessToken(id)
  expect(await passingTime(clock, work, 25)).toBe('access-3')
  expect(provider.sent).toEqual(['refresh-2'])
})

it('a connection that is held back on its own account asks for no note of its client', async () => {
  const { manager, store, clock, provider } = await expired()
  let reads = 0
  const readNote: typeof store.readNote = (key) => {
    reads += 1
    return store.readNote(key)
  }
  const own = manager({ store: { ...store, readNote } })
  provider.script = [() => ({ kind: 'throttled', code: 'slow', message: 'Slow.', retryAfter: 600 })]
  await failure(own.getAccessToken(id))
  const before = reads
  clock.advance(5_000)
  expect(await failure(own.getAccessToken(id))).toMatchObject({ name: 'RateLimitedError' })
  expect(reads).toBe(before)
})
