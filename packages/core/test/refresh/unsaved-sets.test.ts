import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RedeemOutcome, TokenStore } from '../../src/index.ts'
import { failingStore, tampered } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { expired, failure, id, type World } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const other = 'fake:account-2'
const issued: RedeemOutcome = {
  kind: 'issued',
  grant: {
    accessToken: 'access-of-2',
    refreshToken: 'next-of-2',
    tokenType: 'bearer',
    expiresIn: 3600,
    raw: {},
  },
}

/** A manager that holds a set of the other connection which neither the store nor the folder took. */
async function holding({ manager, store, provider, rescue }: World) {
  let away = false
  const faulty = tampered(store, async (method, apply, [connection]) => {
    if (away && method === 'save' && connection === other) throw new Error('the store is away')
    return apply()
  })
  const own = manager({ store: faulty })
  await own.import({ provider: 'fake', account: 'account-2', refreshToken: 'first-of-2' })
  away = true
  rescue.full = true
  provider.script = [() => issued]
  expect(await own.getTokenSet(other)).toMatchObject({ accessToken: 'access-of-2', unsaved: true })
  return own
}

it('I2: a set that only its process has is stored by the next refresh there, when the first save never ends', async () => {
  const { manager, store, clock, rescue, provider } = await expired()
  rescue.full = true
  let first: number | undefined
  const stubborn = tampered(store, async (method, apply, args) => {
    const [, , , closing] = args as Parameters<TokenStore['save']>
    if (method !== 'save' || !closing) return apply()
    first ??= closing.fence
    if (closing.fence === first) throw new Error('the store is away')
    return apply()
  })
  const own = manager({ store: stubborn })
  expect(await own.getTokenSet(id)).toMatchObject({ accessToken: 'access-3', unsaved: true })
  await pass(clock, 31_000, 1_000)
  expect(await passingTime(clock, own.refresh(id), 250)).toMatchObject({ accessToken: 'access-4' })
  expect(provider.sent).toEqual(['refresh-2', 'refresh-3'])
})

it('a set of another connection that waits to be saved is never taken for one of this', async () => {
  const made = await expired()
  const own = await holding(made)
  made.provider.current = 'elsewhere'
  expect(await failure(passingTime(made.clock, own.getAccessToken(id), 50))).toMatchObject({
    name: 'ReauthorizationRequiredError',
    connection: id,
  })
  expect((await made.record()).secrets.accessToken).toBe('access-2')
})

it('I2: a rescued set is found also while one of another connection waits to be saved', async () => {
  const made = await expired()
  const faulty = failingStore(made.store)
  faulty.fail('save', 'before', 9_999)
  await made.manager({ store: faulty.store }).getAccessToken(id)
  expect(made.rescue.sets).toMatchObject([{ connection: id }])
  const own = await holding(made)
  expect(await passingTime(made.clock, own.getAccessToken(id), 250)).toBe('access-3')
  expect(made.provider.sent).toEqual(['refresh-2', 'first-of-2'])
})
