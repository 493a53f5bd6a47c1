import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AuthorizationError, ProviderUnavailableError } from '../../src/index.ts'
import { fakeTimers, passingTime } from '../support/turns.ts'
import { callbackUrl, failure, id, loggedIn, world } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const returned = (state: string, rest = 'code=good-code') => `${callbackUrl}?${rest}&state=${state}`

describe('the account of a login', () => {
  const claims = (account: string) => ({
    readCallback: (url: URL) => ({ code: url.searchParams.get('code') ?? '', account }),
  })
  const unasked = { identify: () => Promise.reject(new ProviderUnavailableError('away')) }

  it.each([
    ['the callback claims another one', claims('account-9'), {}],
    ['the login was for another one', {}, { account: 'account-9' }],
    ['both name another one', claims('account-9'), { account: 'account-9' }],
  ])('is refused when %s, and nothing is replaced', async (_title, overrides, request) => {
    const { manager, provider, record } = await loggedIn()
    const before = await record()
    const own = manager({ adapter: { ...provider.adapter, ...overrides } })
    const { state } = await own.authorize('fake', request)
    const error = await failure(own.callback(returned(state)))
    expect(error).toMatchObject({ name: 'AuthorizationError', code: 'account_mismatch' })
    expect(error.message).toMatch(/belongs to account account-1, but .* account-9\. Nothing was stored/)
    expect(await record()).toEqual(before)
  })

  it('that cannot be confirmed may begin a connection', async () => {
    const { manager, clock } = world({ ...unasked, ...claims('account-1') })
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    const { connection } = await passingTime(clock, tokens.callback(returned(state)), 100)
    expect(connection.id).toBe(id)
  })

  it('that cannot be confirmed never replaces one', async () => {
    const { manager, record, clock, provider } = await loggedIn()
    const before = await record()
    const own = manager({ adapter: { ...provider.adapter, ...unasked, ...claims('account-1') } })
    const { state } = await own.authorize('fake')
    expect(await failure(passingTime(clock, own.callback(returned(state)), 100))).toMatchObject({
      code: 'account_unconfirmed',
      connection: id,
    })
    expect(await record()).toEqual(before)
  })

  it('that nobody names and nobody can confirm is stored nowhere', async () => {
    const { manager, clock } = world(unasked)
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    expect(await failure(passingTime(clock, tokens.callback(returned(state)), 100))).toMatchObject({
      name: 'ProviderUnavailableError',
    })
    for await (const connection of tokens.connections()) throw new Error(`${connection.id} was stored`)
  })

  it('is asked for again when the first question fails, and then confirmed', async () => {
    const { manager, clock, provider } = world()
    vi.spyOn(provider.adapter, 'identify').mockRejectedValueOnce(new ProviderUnavailableError('away'))
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    expect((await passingTime(clock, tokens.callback(returned(state)), 100)).connection.label).toBe(
      'Account One',
    )
  })

  it('that the provider refuses to tell is no login', async () => {
    const { manager } = world({
      identify: () => Promise.reject(new AuthorizationError('This token is of no use.')),
    })
    const tokens = manager()
    const { state } = await tokens.authorize('fake', { account: 'account-1' })
    expect(await failure(tokens.callback(returned(state)))).toMatchObject({ name: 'AuthorizationError' })
  })

  it.each([
    ['never tells', undefined as never],
    ['finds that it does not tell', async () => undefined],
  ])('is named by the user where the provider %s', async (_, identify) => {
    const { manager } = world({ identify })
    const tokens = manager()
    const { state } = await tokens.authorize('fake', { accountName: 'my-shop' })
    expect((await tokens.callback(returned(state))).connection.id).toBe('fake:my-shop')
    const nameless = await tokens.authorize('fake')
    expect(await failure(tokens.callback(returned(nameless.state)))).toMatchObject({
      code: 'account_unnamed',
    })
  })
})
