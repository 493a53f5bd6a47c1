import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ConfigurationError,
  type ExternalAbility,
  type ExternalState,
  type ProviderAdapter,
  ProviderUnavailableError,
} from '../../src/index.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { hour } from '../support/records.ts'
import { tampered } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime, turns } from '../support/turns.ts'
import { callbackUrl, failure, world } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const id = 'fake:oa-1'
const day = 24 * hour
const unreachable = () => {
  throw new ProviderUnavailableError('The gateway is away.', { provider: 'fake' })
}

/** A gateway that keeps the tokens of one account, and what it was asked. */
function gateway(overrides: Partial<ExternalAbility> = {}, more: Partial<ProviderAdapter> = {}) {
  const asked: string[] = []
  const state: ExternalState = {
    account: 'oa-1',
    label: 'Shop One',
    params: { shopId: '7' },
    connected: true,
    expiresAt: Date.UTC(2026, 0, 1) + 90 * day,
  }
  const external: ExternalAbility = {
    holder: 'The gateway keeps them. Call it with its own key.',
    link: async ({ account }) => {
      asked.push(`link ${account ?? ''}`)
      return { url: 'https://gateway.example/consent?state=4711', state: '4711' }
    },
    connect: async ({ url }) => {
      asked.push(`connect ${url.searchParams.get('code')}`)
      return { ...state }
    },
    look: async ({ account }) => {
      asked.push(`look ${account}`)
      return { ...state }
    },
    ...overrides,
  }
  const made = world({
    refreshTokens: 'reusable',
    external,
    async authorizationUrl({ account, timeout = 0 }) {
      const { url, state: own } = await external.link({ ...(account && { account }), timeout })
      return { url, redirectUri: callbackUrl, ...(own !== undefined && { state: own }) }
    },
    ...more,
  })
  return { ...made, asked, state, tokens: made.manager() }
}
const callback = (state = '4711') => `${callbackUrl}?code=the-code&state=${state}`

/** A gateway whose account is connected here. */
async function connected(overrides: Partial<ExternalAbility> = {}, more: Partial<ProviderAdapter> = {}) {
  const made = gateway(overrides, more)
  await made.tokens.authorize('fake')
  await made.tokens.callback(callback())
  made.asked.length = 0
  return made
}

describe('a login at a gateway that keeps the tokens', () => {
  it('goes by the link and the state of the gateway, and stores no token', async () => {
    const { tokens, asked, provider, record, state } = gateway()
    const link = await tokens.authorize('fake', { account: 'oa-1' })
    expect(link).toMatchObject({ url: 'https://gateway.example/consent?state=4711', state: '4711' })
    const { connection } = await tokens.callback(callback())
    expect(connection).toMatchObject({
      id,
      status: 'external',
      label: 'Shop One',
      generation: 1,
      params: { shopId: '7' },
      refreshExpiresAt: new Date(state.expiresAt ?? 0),
    })
    expect(asked).toEqual(['link oa-1', 'connect the-code'])
    expect(provider.sent).toEqual([])
    expect((await record(id)).secrets).toMatchObject({ accessToken: '', raw: {} })
    expect((await tokens.connection(id)).status).toBe('external')
  })

  it('keeps returnTo', async () => {
    const { manager } = gateway()
    const tokens = manager({ allowedReturnTo: ['https://app.example/'] })
    await tokens.authorize('fake', { returnTo: 'https://app.example/done' })
    expect(await tokens.callback(callback())).toMatchObject({ returnTo: 'https://app.example/done' })
  })

  it('works once for each link', async () => {
    const { tokens, asked } = await connected()
    expect(await failure(tokens.callback(callback()))).toMatchObject({ code: 'unknown_state' })
    expect(asked).toEqual([])
  })

  it.each<[string, { account?: string }, string]>([
    ['was started for', { account: 'oa-2' }, 'oa-1'],
    ['is named by the callback', {}, 'oa-2'],
  ])('stores nothing when another account %s', async (_, request, claimed) => {
    const readCallback = () => ({ code: 'the-code', state: '4711', account: claimed })
    const { tokens } = gateway({}, { readCallback })
    await tokens.authorize('fake', request)
    expect(await failure(tokens.callback(callback()))).toMatchObject({
      name: 'AuthorizationError',
      code: 'account_mismatch',
    })
    expect(await failure(tokens.connection(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })

  it('stores nothing when the gateway says that it is not connected', async () => {
    const { tokens, state } = gateway()
    state.connected = false
    await tokens.authorize('fake')
    expect(await failure(tokens.callback(callback()))).toMatchObject({ code: 'not_connected' })
  })

  it('is not sent to the gateway when consent was refused', async () => {
    const { tokens, asked } = gateway()
    await tokens.authorize('fake')
    const refused = `${callbackUrl}?error=access_denied&state=4711`
    expect(await failure(tokens.callback(refused))).toMatchObject({ code: 'consent_refused' })
    expect(asked).toEqual(['link '])
  })

  it('repeats nothing of what an adapter throws by mistake', async () => {
    const mistake = async () => {
      throw new TypeError('the-code and the-key')
    }
    for (const overrides of [{ connect: mistake }, { link: mistake }]) {
      const { tokens } = gateway(overrides)
      const work = tokens.authorize('fake').then(() => tokens.callback(callback()))
      const error = await failure(work)
      expect(error).toMatchObject({ name: 'ProviderUnavailableError', code: 'unexpected' })
      expect(`${error.message} ${JSON.stringify(error.cause)}`).not.toMatch(/the-code|the-key/)
    }
  })

  it('waits for no callback where the gateway finishes by itself', async () => {
    const { tokens } = gateway({
      connect: undefined as never,
      link: async () => ({ url: 'https://g.example/' }),
    })
    const { state } = await tokens.authorize('fake')
    expect(await failure(tokens.callback(callback(state)))).toMatchObject({ code: 'unknown_state' })
  })
})

describe('a login that a gateway finishes by itself', () => {
  it('takes up at once what is connected already', async () => {
    const { tokens, asked } = gateway()
    const { verificationUrl, userCode, done } = await tokens.authorizeDevice('fake', { account: 'oa-1' })
    expect([verificationUrl, userCode]).toEqual(['https://gateway.example/consent?state=4711', undefined])
    expect(await done).toMatchObject({ id, status: 'external' })
    expect(asked).toEqual(['link oa-1', 'look oa-1'])
  })

  it('is waited for, through an outage of the gateway', async () => {
    let looks = 0
    const { tokens, clock, state } = gateway({
      look: async () => (++looks === 2 ? unreachable() : { ...state, connected: looks > 3 }),
    })
    const { done } = await tokens.authorizeDevice('fake', { account: 'oa-1' })
    expect(await passingTime(clock, done)).toMatchObject({ id })
    expect(looks).toBe(4)
  })

  it('is seen by its later end where the account was connected before', async () => {
    const { tokens, clock, state } = await connected()
    const { done } = await tokens.authorizeDevice('fake', { account: 'oa-1' })
    await pass(clock, 60_000, 5_000)
    expect((await tokens.connection(id)).refreshExpiresAt).toEqual(new Date(state.expiresAt ?? 0))
    state.expiresAt = (state.expiresAt ?? 0) + day
    expect((await passingTime(clock, done)).refreshExpiresAt).toEqual(new Date(state.expiresAt))
  })

  it('ends after 10 minutes, by the signal, by close, or with what no waiting cures', async () => {
    const waiting = async () => {
      const made = gateway()
      made.state.connected = false
      const leave = new AbortController()
      const request = { account: 'oa-1', signal: leave.signal }
      const { done } = await made.tokens.authorizeDevice('fake', request)
      await turns()
      return { ...made, done, leave }
    }
    const late = await waiting()
    expect(await failure(passingTime(late.clock, late.done))).toMatchObject({ code: 'consent_timeout' })
    const left = await waiting()
    left.leave.abort(new Error('left'))
    await expect(left.done).rejects.toThrow('left')
    const closed = await waiting()
    const closing = closed.tokens.close()
    expect(await failure(closed.done)).toMatchObject({ code: 'closed' })
    await closing
    const refused = gateway({ look: async () => Promise.reject(new ConfigurationError('Check the key.')) })
    const { done } = await refused.tokens.authorizeDevice('fake', { account: 'oa-1' })
    expect(await failure(done)).toMatchObject({ message: 'Check the key.' })
  })

  it('asks for the account, and names those that the gateway lists', async () => {
    const accounts = Array.from({ length: 12 }, (_, index) => ({ account: `oa-${index}`, connected: true }))
    const { tokens } = gateway({
      list: async () => [{ ...accounts[0]!, label: 'Shop\nZero' }, ...accounts.slice(1)],
    })
    const { message, code } = await failure(tokens.authorizeDevice('fake'))
    expect(code).toBe('account_unnamed')
    expect(message).toMatch('It lists oa-0 (Shop Zero), oa-1, ')
    expect(message).toMatch('oa-9, ….')
    expect(message).not.toMatch('oa-10')
    expect((await failure(gateway().tokens.authorizeDevice('fake'))).message).not.toMatch('lists oa')
  })
})

describe('a connection whose tokens a gateway keeps', () => {
  it('says plainly where they are, whatever way a token is asked for or brought', async () => {
    const { tokens, asked } = await connected({}, { resourceHosts: ['https://api.example'] })
    for (const ask of [
      () => tokens.getAccessToken(id),
      () => tokens.getTokenSet(id, { minTtl: 60 }),
      () => tokens.getAccessToken(id, { rejected: 'x' }),
      () => tokens.fetch(id, 'https://api.example/'),
      () => tokens.fetch(id, 'https://elsewhere.example/'),
      () => tokens.exchange('fake', { code: 'x' }),
      () => tokens.authorizeClient('fake', { account: 'x' }),
      () => tokens.import({ provider: 'fake', account: 'x', refreshToken: 'x' }),
    ]) {
      const error = await failure(ask())
      expect(error).toMatchObject({ name: 'ConfigurationError', code: 'tokens_held_elsewhere' })
      expect(error.message).toMatch('are not here: The gateway keeps them. Call it with its own key.')
    }
    expect(asked).toEqual([])
  })

  it('is looked at instead of refreshed, and noted', async () => {
    const { tokens, asked, clock, state } = await connected()
    const { createdAt } = await tokens.connection(id)
    clock.advance(day)
    state.expiresAt = (state.expiresAt ?? 0) + day
    state.label = 'Shop Two'
    await tokens.refresh(id)
    expect(asked).toEqual(['look oa-1'])
    expect(await tokens.connection(id)).toMatchObject({
      createdAt,
      label: 'Shop Two',
      generation: 2,
      refreshExpiresAt: new Date(state.expiresAt),
    })
  })

  it('ends a refresh in the typed error once the gateway has lost the account, or its end is past', async () => {
    const { tokens, clock, state, store } = await connected()
    state.connected = false
    const lost = await failure(tokens.refresh(id))
    expect(lost).toMatchObject({ name: 'ReauthorizationRequiredError', code: 'disconnected' })
    expect(lost.message).toMatch(/has lost its consent.*oauth-tokens login fake --account oa-1/)
    expect((await store.read(id)).lease.dead).toMatchObject({ generation: 2, code: 'disconnected' })
    state.connected = true
    expect(await tokens.refresh(id)).toMatchObject({ connection: id, accessToken: '' })
    clock.advance(91 * day)
    expect(await failure(tokens.refresh(id))).toMatchObject({ name: 'ReauthorizationRequiredError' })
  })

  it('stays as it was while the gateway does not answer', async () => {
    const { tokens, events } = await connected({ look: async () => unreachable() })
    const before = await tokens.connection(id)
    expect(await failure(tokens.refresh(id))).toMatchObject({ name: 'ProviderUnavailableError' })
    expect(await tokens.connection(id)).toEqual(before)
    expect(events.map(({ type }) => type)).toEqual(['issued'])
  })

  it('needs a consent when the gateway lost it, keeps its name, and recovers: each told once', async () => {
    const { tokens, clock, events, state } = await connected({
      look: async () => (state.connected ? { ...state } : { account: 'oa-1', connected: false }),
    })
    const auto = tokens.autoRefresh()
    await pass(clock, 7 * hour, hour / 4)
    state.connected = false
    await pass(clock, 12 * hour, hour / 4)
    expect(await tokens.connection(id)).toMatchObject({
      status: 'reauthorization-required',
      label: 'Shop One',
      params: { shopId: '7' },
    })
    state.connected = true
    await pass(clock, 12 * hour, hour / 4)
    expect((await tokens.connection(id)).status).toBe('external')
    expect(events.map(({ type }) => type)).toEqual(['issued', 'reauthorization-required', 'recovered'])
    await auto.stop()
  })

  it('is asked about every three hours, once for all processes that keep it fresh', async () => {
    const { tokens, manager, clock, asked } = await connected()
    const autos = [tokens.autoRefresh(), manager().autoRefresh(), manager().autoRefresh()]
    await pass(clock, 2.6 * hour, hour / 20)
    expect(asked).toEqual([])
    await pass(clock, 27.4 * hour, hour / 20)
    expect(asked.length).toBeGreaterThanOrEqual(10)
    expect(asked.length).toBeLessThanOrEqual(15)
    await passingTime(clock, Promise.all(autos.map((auto) => auto.stop())))
  })

  it('cannot be revoked here, and can be forgotten', async () => {
    const { tokens } = await connected()
    expect(await failure(tokens.revoke(id))).toMatchObject({ code: 'revocation_unsupported' })
    await tokens.forget(id)
    expect(await failure(tokens.refresh(id))).toMatchObject({ code: 'tokens_held_elsewhere' })
    expect(await failure(tokens.connection(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })
})

describe('a look at a gateway that another writer overtakes', () => {
  /** A manager before whose first step of this kind something else happens. */
  async function overtaken(
    step: 'acquire' | 'save',
    happen: (made: Awaited<ReturnType<typeof connected>>) => Promise<unknown>,
  ) {
    const made = await connected()
    let happened = false
    const store = tampered(made.store, async (method, apply) => {
      if (method === step && !happened) {
        happened = true
        await happen(made)
      }
      return apply()
    })
    return { ...made, own: made.manager({ store }) }
  }
  /** A login stores its own lineage, which begins at one. */
  const loginBetween = async ({ store, record }: Awaited<ReturnType<typeof connected>>) => {
    const { tokens } = await store.read(id)
    const { facts, secrets } = await record(id)
    const login = { facts: { ...facts, lineage: 'another-login', generation: 1 }, secrets }
    await store.save(id, tokens, await encodeRecord(login, plainCipher))
  }

  it('does not ask for what was forgotten meanwhile', async () => {
    const { own, asked } = await overtaken('acquire', ({ tokens }) => tokens.forget(id))
    expect(await failure(own.refresh(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
    expect(asked).toEqual([])
  })

  it('does not ask for what the store no longer has', async () => {
    const { own, asked } = await overtaken('acquire', async ({ store }) => {
      await store.drop(id, (await store.read(id)).tokens ?? '')
    })
    expect(await failure(own.refresh(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
    expect(asked).toEqual([])
  })

  it('takes a login that came between as it is', async () => {
    const { own, asked } = await overtaken('acquire', loginBetween)
    expect(await own.refresh(id)).toMatchObject({ lineage: 'another-login', generation: 1 })
    expect(asked).toEqual([])
  })

  it('I3: stores nothing over a login that came after it, and lets go of the lease', async () => {
    const { own, asked, record, store } = await overtaken('save', loginBetween)
    await own.refresh(id)
    expect(asked).toEqual(['look oa-1'])
    expect((await record(id)).facts).toMatchObject({ lineage: 'another-login', generation: 1 })
    expect((await store.read(id)).lease.state).toBe('free')
  })
})
