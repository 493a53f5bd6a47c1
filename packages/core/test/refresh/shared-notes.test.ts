import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sleep } from '../../src/clock.ts'
import type { ProviderAdapter, RedeemOutcome, TokenManager, TokenStore } from '../../src/index.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { callbackUrl, failure, type ManagerParts, world } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const refused = (): RedeemOutcome => ({
  kind: 'refused',
  refusal: 'client',
  code: 'invalid_client',
  message: 'The app secret is wrong.',
})
const throttled = (scope?: 'grant' | 'client', retryAfter?: number) => (): RedeemOutcome => ({
  kind: 'throttled',
  code: 'http_429',
  message: 'Too many requests.',
  ...(scope && { scope }),
  ...(retryAfter !== undefined && { retryAfter }),
})
const notSent = (): RedeemOutcome => ({ kind: 'not-sent', cause: { name: 'Error', code: 'ECONNREFUSED' } })

/** A provider with a hundred connections, none of which has an access token yet. */
async function house(overrides: Partial<ProviderAdapter> = {}, count = 100) {
  const made = world({ refreshTokens: 'reusable', ...overrides })
  const founder = made.manager()
  for (let account = 0; account < count; account++) {
    await founder.import({ provider: 'fake', account: `${account}`, refreshToken: 'refresh-1' })
  }
  const { provider, manager } = made
  const ids = Array.from({ length: count }, (_, account) => `fake:${account}`)
  /** The provider answers everybody the same until told otherwise. */
  const always = (outcome: () => RedeemOutcome) => {
    provider.script = Array.from({ length: 10_000 }, () => outcome)
  }
  const corrected = (parts: ManagerParts = {}) =>
    manager({ ...parts, adapter: { ...provider.adapter, configuration: 'configuration-2' } })
  const askAll = async (tokens: TokenManager, from = 0) =>
    Promise.all(
      ids.slice(from).map((id) =>
        tokens.getAccessToken(id).then(
          () => 'a token',
          ({ name }) => name as string,
        ),
      ),
    )
  return { ...made, ids, always, corrected, askAll }
}

const only = (answers: string[]) => [...new Set(answers)]

describe('a client that was refused', () => {
  it('I7: stops all its connections, in every process, after one request', async () => {
    const { manager, ids, always, askAll, provider, clock } = await house()
    const [one, other] = [manager(), manager()]
    always(refused)
    const first = await failure(one.getAccessToken(ids[0]!))
    expect(first).toMatchObject({ name: 'ConfigurationError', code: 'invalid_client' })
    expect(only([...(await askAll(one)), ...(await askAll(other))])).toEqual(['ConfigurationError'])
    expect(provider.sent).toHaveLength(1)
    const held = await failure(other.getAccessToken(ids[7]!))
    expect(held.message).toMatch(/refuses this app \(invalid_client\)\. Correct its settings/)
    expect(held.retryAt!.getTime()).toBeGreaterThan(clock.now())
    expect(await failure(other.refresh(ids[8]!))).toMatchObject({ name: 'ConfigurationError' })
    expect(provider.sent).toHaveLength(1)
  })

  it('I7: is asked with by each process once, when all connections begin together', async () => {
    const { manager, always, askAll, provider, clock } = await house()
    always(refused)
    const both = Promise.all([askAll(manager()), askAll(manager())])
    expect(only((await passingTime(clock, both, 20)).flat())).toEqual(['ConfigurationError'])
    expect(provider.sent.length).toBeLessThanOrEqual(2)
  })

  it('is asked with for one connection at a time, less and less often', async () => {
    const { manager, always, askAll, provider, clock } = await house()
    const managers = [manager(), manager()]
    always(refused)
    for (let second = 0; second < 600; second += 5) {
      await passingTime(clock, Promise.all(managers.map((tokens) => askAll(tokens))), 100)
      await pass(clock, 5_000)
    }
    // A hundred connections in two processes, 120 times each: 1 s, 2 s, 4 s … 5 min leave about ten requests.
    expect(provider.sent.length).toBeLessThan(25)
    expect(provider.sent.length).toBeGreaterThan(5)
  })

  it('goes at once when its settings are corrected, and what was noted of the wrong ones is no hindrance', async () => {
    const { manager, ids, always, corrected, askAll, provider, clock } = await house()
    always(refused)
    const wrong = manager()
    await failure(wrong.getAccessToken(ids[0]!))
    provider.script = []
    expect(only(await passingTime(clock, askAll(corrected()), 100))).toEqual(['a token'])
    // Whoever still has the wrong ones is held back all the same: a success with others proves nothing for them.
    always(refused)
    const sent = provider.sent.length
    expect(await failure(wrong.refresh(ids[50]!))).toMatchObject({ name: 'ConfigurationError' })
    expect(provider.sent).toHaveLength(sent)
  })

  it('is free again after one success, which one connection tries', async () => {
    const { manager, ids, always, askAll, provider, clock, store } = await house()
    const [one, other] = [manager(), manager()]
    always(refused)
    await failure(one.getAccessToken(ids[0]!))
    provider.script = []
    clock.advance(1_000)
    expect(await other.getAccessToken(ids[1]!)).toMatch(/^access-/)
    clock.advance(1_000)
    expect(only(await passingTime(clock, askAll(one), 100))).toEqual(['a token'])
    const key = `provider/plain.client\nfake`
    expect((await store.readNote(key)).value).toBe('{}')
  })

  it('I5: is noted without its settings, and under a keyed name', async () => {
    const { manager, ids, always, store } = await house({ configuration: 'digest-of-the-secret' })
    let key = ''
    const watched: TokenStore = {
      ...store,
      swapNote: (name, ...rest) => {
        key = name
        return store.swapNote(name, ...rest)
      },
    }
    always(refused)
    await failure(manager({ store: watched }).getAccessToken(ids[0]!))
    const noted = JSON.parse((await store.readNote(key)).value ?? '')
    // The cipher of these tests only marks what it would have digested.
    expect([key, noted.refused.configuration]).toEqual([
      'provider/plain.client\nfake',
      'plain.digest-of-the-secret',
    ])
  })

  it('is another one at another host', async () => {
    const tokenHost = (params: Readonly<Record<string, string>>) => params['region'] ?? 'com'
    const { manager, always, provider } = await house({ tokenHost }, 0)
    const tokens = manager()
    for (const region of ['com', 'eu'])
      await tokens.import({
        provider: 'fake',
        account: region,
        refreshToken: 'refresh-1',
        params: { region },
      })
    always(refused)
    await failure(tokens.getAccessToken('fake:com'))
    provider.script = []
    expect(await tokens.getAccessToken('fake:eu')).toMatch(/^access-/)
  })

  it('can log in meanwhile, and a login that succeeds disproves the note', async () => {
    const { manager, ids, always, askAll, provider, clock } = await house()
    const tokens = manager()
    always(refused)
    await failure(tokens.getAccessToken(ids[0]!))
    provider.script = []
    const { state } = await tokens.authorize('fake')
    await tokens.callback(`${callbackUrl}?code=good-code&state=${state}`)
    expect(only(await passingTime(clock, askAll(manager(), 1), 100))).toEqual(['a token'])
  })

  it('I2: a login is stored before the note is touched', async () => {
    const { manager, ids, always, store } = await house({}, 1)
    always(refused)
    await failure(manager().getAccessToken(ids[0]!))
    const writes: string[] = []
    const save: TokenStore['save'] = (...given) => {
      writes.push('save')
      return store.save(...given)
    }
    const swapNote: TokenStore['swapNote'] = (key, ...given) => {
      if (key.startsWith('provider/')) writes.push('note')
      return store.swapNote(key, ...given)
    }
    const tokens = manager({ store: { ...store, save, swapNote } })
    const { state } = await tokens.authorize('fake')
    await tokens.callback(`${callbackUrl}?code=good-code&state=${state}`)
    await tokens.exchange('fake', { code: 'good-code' })
    expect(writes).toEqual(['save', 'note', 'save'])
  })

  it('a login that fails, or that the note cannot be read for, changes nothing', async () => {
    const { manager, ids, always, store } = await house()
    const blind = manager({ store: { ...store, readNote: () => Promise.reject(new Error('away')) } })
    always(refused)
    await failure(manager().getAccessToken(ids[0]!))
    const before = await store.readNote('provider/plain.client\nfake')
    const wrong = await manager().authorize('fake')
    await failure(manager().callback(`${callbackUrl}?code=bad-code&state=${wrong.state}`))
    const { state } = await blind.authorize('fake')
    const done = blind.callback(`${callbackUrl}?code=good-code&state=${state}`)
    vi.advanceTimersByTime(1_000)
    await vi.advanceTimersByTimeAsync(1_000)
    expect((await done).connection.status).toBe('active')
    expect((await store.readNote('provider/plain.client\nfake')).value).toBe(before.value)
  })
})

describe('a throttle', () => {
  it('of the whole client holds all its connections back for as long as the provider asks', async () => {
    const { manager, ids, askAll, provider, clock } = await house()
    const [one, other] = [manager(), manager()]
    provider.script = [throttled('client', 900)]
    await failure(one.getAccessToken(ids[0]!))
    expect(only([...(await askAll(one, 1)), ...(await askAll(other, 1))])).toEqual(['RateLimitedError'])
    const held = await failure(other.getAccessToken(ids[1]!))
    expect(held).toMatchObject({ code: 'http_429', retryAt: new Date(clock.now() + 900_000) })
    expect(held.message).toMatch(/asked all connections of this app to slow down \(http_429\)/)
    await pass(clock, 899_000, 29_000)
    expect(only(await askAll(other, 1))).toEqual(['RateLimitedError'])
    expect(provider.sent).toHaveLength(1)
  })

  it.each([undefined, 'grant'] as const)(
    'of one grant (%s) holds back that connection alone',
    async (scope) => {
      const { manager, ids, provider, askAll, clock } = await house()
      const tokens = manager()
      provider.script = [throttled(scope, 900)]
      await failure(tokens.getAccessToken(ids[0]!))
      expect(only(await passingTime(clock, askAll(tokens, 1), 100))).toEqual(['a token'])
      expect(await failure(manager().getAccessToken(ids[0]!))).toMatchObject({ name: 'RateLimitedError' })
    },
  )

  it('leaves what is still valid to be served', async () => {
    const { manager, provider, clock } = await house({}, 0)
    const tokens = manager()
    for (const account of ['a', 'b'])
      await tokens.import({
        provider: 'fake',
        account,
        accessToken: `of-${account}`,
        expiresIn: 3_600,
        refreshToken: 'refresh-1',
        issuedAt: new Date(clock.now()),
      })
    clock.advance(3_400_000)
    provider.script = [throttled('client', 60)]
    expect(await tokens.getTokenSet('fake:a')).toMatchObject({ accessToken: 'of-a', degraded: true })
    expect(await tokens.getTokenSet('fake:b')).toMatchObject({ accessToken: 'of-b', degraded: true })
    expect(provider.sent).toHaveLength(1)
  })

  it('that is over lets one connection try, and the others after it', async () => {
    const { manager, ids, askAll, provider, clock } = await house()
    const [one, other] = [manager(), manager()]
    provider.script = [throttled('client', 60)]
    await failure(one.getAccessToken(ids[0]!))
    await pass(clock, 60_000, 10_000)
    let answer = () => {}
    provider.before = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const all = Promise.all([askAll(one), askAll(other)])
    await pass(clock, 3_000, 100)
    expect(provider.sent).toHaveLength(2)
    provider.before = async () => {}
    answer()
    const answers = (await passingTime(clock, all, 100)).flat()
    // The one that tried, in the process that tried it, and in the other one that waited for its lease.
    expect(answers.filter((each) => each === 'a token').length).toBeLessThanOrEqual(2)
    expect(only(answers).sort()).toEqual(['RateLimitedError', 'a token'])
    await pass(clock, 1_000)
    expect(only((await passingTime(clock, Promise.all([askAll(one), askAll(other)]), 100)).flat())).toEqual([
      'a token',
    ])
  })

  it('I4: is tried by another when the one that tried never came back', async () => {
    const { manager, ids, provider, clock } = await house()
    const tokens = manager()
    provider.script = [throttled('client', 60)]
    await failure(tokens.getAccessToken(ids[0]!))
    clock.advance(60_000)
    provider.before = () => new Promise(() => {})
    void manager()
      .getAccessToken(ids[1]!)
      .catch(() => {})
    await pass(clock, 100, 20)
    expect(await failure(tokens.getAccessToken(ids[2]!))).toMatchObject({ name: 'RateLimitedError' })
    provider.before = async () => {}
    await pass(clock, 30_000, 1_000)
    expect(await tokens.getAccessToken(ids[2]!)).toMatch(/^access-/)
  })

  it('is tried by the next at once when nothing was learned from the first', async () => {
    const { manager, ids, provider, clock } = await house()
    const tokens = manager()
    provider.script = [throttled('client', 60), notSent, throttled('grant', 10)]
    await failure(tokens.getAccessToken(ids[0]!))
    clock.advance(60_000)
    expect(await failure(tokens.getAccessToken(ids[1]!))).toMatchObject({ code: 'provider_unreachable' })
    expect(await failure(manager().getAccessToken(ids[2]!))).toMatchObject({ name: 'RateLimitedError' })
    expect(await manager().getAccessToken(ids[3]!)).toMatch(/^access-/)
    expect(provider.sent).toHaveLength(4)
  })

  it('goes on counting where the one that tried was told the same again', async () => {
    const { manager, ids, provider, clock } = await house()
    const tokens = manager()
    provider.script = [throttled('client'), throttled('client')]
    await failure(tokens.getAccessToken(ids[0]!))
    clock.advance(1_000)
    await failure(tokens.getAccessToken(ids[1]!))
    const held = await manager().heldUp(ids[2]!)
    expect(held).toMatchObject({ scope: 'client', failures: 2 })
    expect(held!.until.getTime() - clock.now()).toBeLessThanOrEqual(2_000)
  })

  it('keeps what another was told while one tried', async () => {
    const { manager, ids, provider, clock } = await house()
    const answers: (() => void)[] = []
    provider.before = () => new Promise((resolve) => answers.push(resolve))
    const early = failure(manager().getAccessToken(ids[0]!))
    await pass(clock, 10)
    const first = failure(manager().getAccessToken(ids[1]!))
    await pass(clock, 10)
    provider.script = [throttled('client'), throttled('client', 900), throttled('client')]
    answers[1]!()
    await first
    clock.advance(1_000)
    const probe = failure(manager().getAccessToken(ids[2]!))
    await pass(clock, 10)
    answers[0]!()
    await early
    answers[2]!()
    await probe
    const held = await manager().heldUp(ids[3]!)
    expect(held!.until.getTime() - clock.now()).toBeGreaterThan(800_000)
  })

  it('is told to who was asked to slow down for a shorter time alone', async () => {
    const { manager, ids, provider, clock } = await house()
    const tokens = manager()
    provider.script = [throttled('grant', 60), throttled('client', 900)]
    await failure(tokens.getAccessToken(ids[0]!))
    await failure(tokens.getAccessToken(ids[1]!))
    const held = await failure(tokens.getAccessToken(ids[0]!))
    expect(held.message).toMatch(/all connections of this app/)
    expect(held.retryAt).toEqual(new Date(clock.now() + 900_000))
  })

  it('is over when a grant was refused: the provider looked at it', async () => {
    const { manager, ids, provider, clock, askAll } = await house()
    const tokens = manager()
    provider.script = [
      throttled('client', 60),
      () => ({ kind: 'refused', refusal: 'grant', code: 'invalid_grant', message: 'Spent.' }),
    ]
    await failure(tokens.getAccessToken(ids[0]!))
    clock.advance(60_000)
    expect(await failure(tokens.getAccessToken(ids[1]!))).toMatchObject({
      name: 'ReauthorizationRequiredError',
    })
    expect(only(await passingTime(clock, askAll(tokens, 2), 100))).toEqual(['a token'])
  })

  it('is not ended by the success of a request that left before it', async () => {
    const { manager, ids, provider, clock } = await house()
    const tokens = manager()
    let answer = () => {}
    provider.before = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const early = tokens.getAccessToken(ids[0]!)
    await pass(clock, 100, 20)
    provider.before = async () => {}
    provider.script = [throttled('client', 60)]
    await failure(manager().getAccessToken(ids[1]!))
    answer()
    expect(await passingTime(clock, early, 20)).toMatch(/^access-/)
    expect(await failure(manager().getAccessToken(ids[2]!))).toMatchObject({ name: 'RateLimitedError' })
  })

  it('does not make autoRefresh spin: what is held back is due again when it may go', async () => {
    const { manager, provider, clock, store } = await house()
    let reads = 0
    const counted = {
      ...store,
      read: (connection: string) => {
        reads += 1
        return store.read(connection)
      },
    }
    const own = manager({ store: counted })
    provider.script = [throttled('client', 600)]
    // Without an access token nothing is ever due but the refresh token.
    clock.advance(70 * 86_400_000)
    const auto = own.autoRefresh({ concurrency: 1 })
    await auto.idle()
    await pass(clock, 590_000, 5_000)
    expect(provider.sent).toHaveLength(1)
    expect(reads).toBeLessThan(150)
    await pass(clock, 60_000, 1_000)
    expect(provider.sent).toHaveLength(101)
    await auto.stop()
  })
})

describe('the first request of a process for a client', () => {
  it('goes alone, and the others after its answer', async () => {
    const { manager, askAll, provider, clock } = await house()
    let answer = () => {}
    provider.before = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const all = askAll(manager())
    await pass(clock, 1_000, 100)
    expect(provider.sent).toHaveLength(1)
    provider.before = async () => {}
    answer()
    expect(only(await passingTime(clock, all, 10))).toEqual(['a token'])
    expect(provider.sent).toHaveLength(100)
  })

  it('I4: holds nobody else up for long when it hangs', async () => {
    const { manager, ids, provider, clock } = await house()
    const tokens = manager()
    provider.before = () => new Promise(() => {})
    void tokens.getAccessToken(ids[0]!).catch(() => {})
    await pass(clock, 100, 20)
    provider.before = async () => {}
    const second = tokens.getAccessToken(ids[1]!)
    await pass(clock, 2_000, 100)
    expect(await second).toMatch(/^access-/)
  })
})

describe('the note', () => {
  const holdingNotes = (store: TokenStore) => {
    const at = { reads: 0, away: false, deaf: false }
    const own: TokenStore = {
      ...store,
      readNote: (key) => {
        at.reads += 1
        return at.away ? Promise.reject(new Error('away')) : store.readNote(key)
      },
      swapNote: (...args) => (at.deaf ? Promise.reject(new Error('away')) : store.swapNote(...args)),
    }
    return { at, own }
  }

  it('is read at most once a second in a process, however many refreshes there are', async () => {
    const { manager, store, clock, askAll } = await house()
    const { at, own } = holdingNotes(store)
    await passingTime(clock, askAll(manager({ store: own })), 10)
    expect(at.reads).toBe(1)
  })

  it('costs no round trip of its own: it is read beside the lease, and not again for the next refresh', async () => {
    const { manager, store, clock, ids } = await house({}, 1)
    const [id = ''] = ids
    const log: string[] = []
    const slow =
      <Args extends unknown[], Answer>(name: string, operation: (...args: Args) => Promise<Answer>) =>
      async (...args: Args) => {
        log.push(name)
        const answer = await operation(...args)
        await sleep(clock, 100)
        log.push(`${name} answered`)
        return answer
      }
    const own: TokenStore = {
      ...store,
      acquire: slow('acquire', store.acquire),
      readNote: slow('note', store.readNote),
      spend: slow('spend', store.spend),
      save: slow('save', store.save),
    }
    const tokens = manager({ store: own })
    await passingTime(clock, tokens.getAccessToken(id), 100)
    expect([...log.slice(0, 2).sort(), ...log.slice(2, 4).sort()]).toEqual([
      'acquire',
      'note',
      'acquire answered',
      'note answered',
    ])
    expect(log.slice(4)).toEqual(['spend', 'spend answered', 'save', 'save answered'])
    log.length = 0
    await passingTime(clock, tokens.refresh(id), 100)
    expect(log.filter((entry) => !entry.endsWith('answered'))).toEqual(['acquire', 'spend', 'save'])
  })

  it('is read before anything is sent: a store that does not tell it gets nothing sent', async () => {
    const { manager, store, clock, ids, provider } = await house()
    const { at, own } = holdingNotes(store)
    const tokens = manager({ store: own })
    at.away = true
    const error = await failure(passingTime(clock, tokens.getAccessToken(ids[0]!), 50))
    expect(error).toMatchObject({ name: 'StoreUnavailableError', retryable: true })
    expect(provider.sent).toEqual([])
    at.away = false
    expect(await passingTime(clock, tokens.getAccessToken(ids[0]!), 50)).toMatch(/^access-/)
  })

  it('that the store does not take is known to the process that heard it all the same', async () => {
    const { manager, store, clock, ids, provider } = await house()
    const { at, own } = holdingNotes(store)
    const tokens = manager({ store: own })
    at.deaf = true
    provider.script = [throttled('client', 60)]
    await failure(passingTime(clock, tokens.getAccessToken(ids[0]!), 50))
    await pass(clock, 10_000)
    expect(await failure(tokens.getAccessToken(ids[1]!))).toMatchObject({ name: 'RateLimitedError' })
    at.away = true
    await pass(clock, 10_000)
    expect(await failure(passingTime(clock, tokens.getAccessToken(ids[1]!), 50))).toMatchObject({
      name: 'RateLimitedError',
    })
    Object.assign(at, { away: false, deaf: false })
    await pass(clock, 60_000)
    expect(await passingTime(clock, tokens.getAccessToken(ids[1]!), 50)).toMatch(/^access-/)
  })

  it('holds nobody back when the clock of the store was set back to before it', async () => {
    const { manager, store, ids, provider, clock } = await house()
    clock.advance(86_400_000)
    provider.script = [throttled('client', 900)]
    await failure(manager().getAccessToken(ids[0]!))
    const back = <Answer extends { now: number }>(answer: Answer) => ({ ...answer, now: 0 })
    const rebooted: TokenStore = {
      ...store,
      read: async (each) => back(await store.read(each)),
      acquire: async (...args) => back(await store.acquire(...args)),
      readNote: async (key) => back(await store.readNote(key)),
    }
    expect(await manager({ store: rebooted }).getAccessToken(ids[1]!)).toMatch(/^access-/)
  })

  it('holds as long as it says when the clock of this machine was moved', async () => {
    const { manager, ids, provider, clock } = await house()
    const tokens = manager()
    provider.script = [throttled('client', 900)]
    await failure(tokens.getAccessToken(ids[0]!))
    for (const jump of [7_200_000, -14_400_000]) {
      clock.setWall(clock.now() + jump)
      expect(await failure(tokens.getAccessToken(ids[1]!))).toMatchObject({
        name: 'RateLimitedError',
        retryAt: new Date(clock.now() + 900_000),
      })
    }
    expect(provider.sent).toHaveLength(1)
  })
})
