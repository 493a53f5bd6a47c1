import { describe, expect, it } from 'vitest'
import { createContainer, tokens as parts } from '../src/container.ts'
import { memoryStore, type ProviderAdapter, type TokenManager, type TokenStore } from '../src/index.ts'
import { fakeClock } from '../src/testing/index.ts'
import { fakeProvider } from './support/fake-provider.ts'
import { failure, id, logIn } from './support/world.ts'

const options = () => ({ providers: [fakeProvider().adapter], clock: fakeClock() })
const managerOf = (container: ReturnType<typeof createContainer>) =>
  container.resolve<TokenManager>(parts.manager)

describe('a container', () => {
  it('makes one manager of the same parts', async () => {
    const container = createContainer(options())
    expect(managerOf(container)).toBe(managerOf(container))
    expect(container.resolve(parts.store)).toBe(container.resolve(parts.store))
    await logIn(managerOf(container))
    expect(await managerOf(container).getAccessToken(id)).toBe('access-2')
  })

  it('uses a part that was registered in place of its own', async () => {
    const container = createContainer(options())
    const store = memoryStore()
    container.register<TokenStore>(parts.store, { useValue: store })
    await logIn(managerOf(container))
    expect((await store.read(id)).tokens).toContain(id)
  })

  it('lets a replaced part reach those that are made of it', async () => {
    const container = createContainer(options())
    const clock = fakeClock(0)
    container.register(parts.clock, { useValue: clock })
    await logIn(managerOf(container))
    expect((await managerOf(container).connection(id)).createdAt).toEqual(new Date(0))
  })

  it('takes further providers, one registration each', async () => {
    const container = createContainer(options())
    const other: ProviderAdapter = { ...fakeProvider().adapter, id: 'other' }
    container.register(parts.provider, { useValue: other })
    await managerOf(container).import({ provider: 'other', account: 'a', accessToken: 'access-of-a' })
    expect(await managerOf(container).getAccessToken('other:a')).toBe('access-of-a')
    expect(container.resolveAll(parts.provider)).toHaveLength(2)
  })

  it('works without any provider, and with a function that finds them', async () => {
    const none = managerOf(createContainer({ providers: [] }))
    expect(await failure(none.authorize('fake'))).toMatchObject({ code: 'unknown_provider' })
    const { adapter } = fakeProvider()
    const found = managerOf(
      createContainer({ providers: async (each) => (each === 'fake' ? adapter : undefined) }),
    )
    expect((await found.authorize('fake')).url).toContain('https://provider.example/')
    expect(await failure(found.authorize('other'))).toMatchObject({ code: 'unknown_provider' })
  })

  it('shares nothing with another one: a tenant sees its own connections only', async () => {
    const [one, other] = [createContainer(options()), createContainer(options())]
    await logIn(managerOf(one))
    expect(await failure(managerOf(other).getAccessToken(id))).toMatchObject({
      name: 'ConnectionNotFoundError',
    })
    one.register(parts.logger, { useValue: 'replaced' })
    expect(other.resolve(parts.logger)).not.toBe('replaced')
  })
})
