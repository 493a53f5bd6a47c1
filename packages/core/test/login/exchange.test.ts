import { describe, expect, it, vi } from 'vitest'
import { failure, id, world } from '../support/world.ts'

describe('a login with a code from elsewhere', () => {
  it('sends code, verifier, redirect URI and place, and stores what comes', async () => {
    const { manager, provider, record } = world()
    const exchange = vi.spyOn(provider.adapter, 'exchange')
    const connection = await manager().exchange('fake', {
      code: ' good-code\n',
      codeVerifier: 'the-verifier',
      redirectUri: 'https://mini.example/back',
      params: { location: 'eu' },
    })
    expect(connection).toMatchObject({ id, status: 'active', params: { location: 'eu' } })
    expect(exchange).toHaveBeenCalledWith({
      code: 'good-code',
      codeVerifier: 'the-verifier',
      redirectUri: 'https://mini.example/back',
      params: { location: 'eu' },
      timeout: 20_000,
    })
    expect((await record()).secrets.params).toEqual({ location: 'eu' })
  })

  it('names the account where the provider does not tell', async () => {
    const { manager, provider } = world()
    delete (provider.adapter as { identify?: unknown }).identify
    expect((await failure(manager().exchange('fake', { code: 'good-code' }))).code).toBe('account_unnamed')
    const connection = await manager().exchange('fake', { code: 'good-code', accountName: 'shop-7' })
    expect(connection.id).toBe('fake:shop-7')
  })

  it('sends nothing when there is no code, and stores nothing when it is refused', async () => {
    const { manager, provider, store } = world()
    const exchange = vi.spyOn(provider.adapter, 'exchange')
    expect((await failure(manager().exchange('fake', { code: '  ' }))).code).toBe('missing_code')
    expect(exchange).not.toHaveBeenCalled()
    const error = await failure(manager().exchange('fake', { code: 'spent-code' }))
    expect(error.name).toBe('AuthorizationError')
    expect((await store.read(id)).tokens).toBeUndefined()
  })
})
