import { describe, expect, it } from 'vitest'
import type { ClientCredentialsRequest, RedeemOutcome } from '../../src/index.ts'
import { passingTime } from '../support/turns.ts'
import { failure, world } from '../support/world.ts'

const app = 'fake:the-app'

/** A provider that gives an app tokens by itself, numbered, and notes what it was asked. */
function clientWorld(script: RedeemOutcome[] = []) {
  const asked: ClientCredentialsRequest[] = []
  const made = world({
    async clientCredentials(request) {
      asked.push(request)
      const grant = { accessToken: `app-${asked.length}`, tokenType: 'bearer', expiresIn: 3600, raw: {} }
      return script.shift() ?? { kind: 'issued', grant }
    },
  })
  return { ...made, asked }
}

describe("a connection with the client's own credentials", () => {
  it('is made without anybody, and asked for again when it is due', async () => {
    const { manager, clock, asked, provider } = clientWorld()
    const tokens = manager()
    const connection = await tokens.authorizeClient('fake', {
      account: 'the-app',
      scopes: ['read'],
      params: { soid: 'crm.7' },
    })
    expect(connection).toMatchObject({ id: app, status: 'active', scopes: ['read'] })
    expect(await tokens.getAccessToken(app)).toBe('app-1')
    clock.advance(3_600_000)
    expect(await tokens.getAccessToken(app)).toBe('app-2')
    expect(asked).toEqual(
      Array(2).fill({ account: 'the-app', scopes: ['read'], params: { soid: 'crm.7' }, timeout: 20_000 }),
    )
    expect(provider.sent).toEqual([])
    expect((await tokens.connection(app)).generation).toBe(2)
  })

  it('is asked for once, however many ask and in however many processes', async () => {
    const { manager, clock, asked } = clientWorld()
    const [one, other] = [manager(), manager()]
    await one.authorizeClient('fake', { account: 'the-app' })
    clock.advance(3_600_000)
    const callers = Array.from({ length: 40 }, (_, index) => (index % 2 ? one : other).getAccessToken(app))
    const tokens = await passingTime(clock, Promise.all(callers))
    expect(new Set(tokens)).toEqual(new Set(['app-2']))
    expect(asked).toHaveLength(2)
  })

  it('I7: a lost answer is no doubt: nothing that works once was sent', async () => {
    const lost: RedeemOutcome = { kind: 'unknown', cause: { name: 'TimeoutError', code: 'timeout' } }
    const grant = { accessToken: 'app-1', tokenType: 'bearer', expiresIn: 3600, raw: {} }
    const { manager, clock, events } = clientWorld([{ kind: 'issued', grant }, lost])
    const tokens = manager()
    await tokens.authorizeClient('fake', { account: 'the-app' })
    clock.advance(3_600_000)
    expect((await failure(tokens.getAccessToken(app))).name).toBe('ProviderUnavailableError')
    expect((await tokens.connection(app)).status).toBe('degraded')
    clock.advance(2_000)
    expect(await tokens.getAccessToken(app)).toBe('app-3')
    expect(events.filter(({ type }) => type === 'in-doubt')).toEqual([])
  })

  it('is refused where the provider gives an app nothing', async () => {
    const error = await failure(world().manager().authorizeClient('fake', { account: 'the-app' }))
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'client_credentials_unsupported' })
  })

  it('stores nothing when it is refused', async () => {
    const { manager, store } = clientWorld([
      { kind: 'refused', refusal: 'client', code: 'invalid_client', message: 'Check the secret.' },
    ])
    const error = await failure(manager().authorizeClient('fake', { account: 'the-app' }))
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_client' })
    expect((await store.read(app)).tokens).toBeUndefined()
  })

  it('is held back, not sent elsewhere, where the provider is no longer set to give them', async () => {
    const { manager, clock, asked, provider } = clientWorld()
    await manager().authorizeClient('fake', { account: 'the-app' })
    clock.advance(3_600_000)
    const { clientCredentials: _none, ...adapter } = provider.adapter
    const error = await failure(manager({ adapter }).getAccessToken(app))
    expect(error).toMatchObject({
      name: 'ConfigurationError',
      code: 'client_credentials_unsupported',
      cause: { name: 'ClientCredentials', code: 'client_credentials_unsupported' },
    })
    expect(error.message).toBe('fake is set to give an app no tokens of its own.')
    expect(provider.sent).toEqual([])
    expect(asked).toHaveLength(1)
  })
})
