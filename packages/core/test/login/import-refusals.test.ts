import { describe, expect, it, vi } from 'vitest'
import { StoreUnavailableError } from '../../src/index.ts'
import { failure, loggedIn, world } from '../support/world.ts'

describe('an import', () => {
  it('of a place that its adapter does not know is refused now, not at the first refresh', async () => {
    const tokenHost = vi.fn((params: Record<string, string>) => {
      if (params.location === 'mars') throw new StoreUnavailableError('no such place')
      return 'id.example'
    })
    const { manager, store } = world({ tokenHost } as object)
    const given = { provider: 'fake', account: 'account-1', refreshToken: 'refresh-1' }
    await failure(manager().import({ ...given, params: { location: 'mars' } }))
    expect((await store.read('fake:account-1')).tokens).toBeUndefined()
    await manager().import(given)
    expect(tokenHost).toHaveBeenLastCalledWith({})
  })

  it('that is to be checked says what to do where the provider does not tell whose tokens they are', async () => {
    const { manager, provider, store } = world()
    delete (provider.adapter as { identify?: unknown }).identify
    const given = { provider: 'fake', accessToken: 'access-1' }
    const error = await failure(manager().import(given, { check: true }))
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'missing_account' })
    expect(error.message).toContain('--account')
    expect(error.message).not.toContain('--name')
    expect((await store.read('fake:account-1')).tokens).toBeUndefined()
  })
})

describe('a preview of imports', () => {
  const accessOnly = { provider: 'fake', account: 'account-7', accessToken: 'access-7' }

  it('of access tokens alone compares nothing: they are no grants', async () => {
    const { manager, store } = await loggedIn()
    const list = vi.fn(store.list)
    const [preview] = await manager({ store: { ...store, list } }).previewImports([accessOnly])
    expect(preview).toMatchObject({ connection: 'fake:account-7' })
    expect(preview).not.toHaveProperty('refused')
    expect(preview).not.toHaveProperty('sameGrantAs')
    expect(list).not.toHaveBeenCalled()
  })

  it('I6: is none when the store is away, which says nothing about the tokens', async () => {
    const { manager, store } = await loggedIn()
    const read = () => Promise.reject(new StoreUnavailableError('The store is away.'))
    const tokens = manager({ store: { ...store, read } })
    const error = await failure(tokens.previewImports([accessOnly]))
    expect(error.name).toBe('StoreUnavailableError')
  })
})
