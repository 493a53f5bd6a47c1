import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../../src/errors.ts'
import { boundedStore } from '../../src/store/bounded-store.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { openStore } from '../../src/store/open-store.ts'
import { fakeClock } from '../../src/testing/index.ts'
import { pass, turns } from '../support/turns.ts'

const owned = { close: true }

/** A store whose driver takes as long to load as the test says. */
function house() {
  const clock = fakeClock()
  let [loads, asked] = [0, 0]
  let finish: (error?: Error) => void = () => {}
  const behind = memoryStore(clock)
  const store = boundedStore(
    {
      ...behind,
      read: (connection) => {
        asked += 1
        return behind.read(connection)
      },
      acquire: () => new Promise(() => {}),
      load: () => {
        loads += 1
        return new Promise<void>((resolve, reject) => {
          finish = (error) => (error ? reject(error) : resolve())
        })
      },
    },
    clock,
    2_000,
    owned,
  )
  return { clock, store, finish: (error?: Error) => finish(error), counts: () => ({ loads, asked }) }
}

describe('loading a driver', () => {
  it('does not count as the store’s time, and happens once', async () => {
    const { clock, store, finish, counts } = house()
    const reads = [store.read('a:1'), store.read('a:2')]
    await pass(clock, 9_000, 1_000)
    expect(counts()).toEqual({ loads: 1, asked: 0 })
    finish()
    expect((await Promise.all(reads)).map(({ lease }) => lease.state)).toEqual(['free', 'free'])
    await store.read('a:3')
    expect(counts()).toEqual({ loads: 1, asked: 3 })
  })

  it('leaves the store all of its own time, and not more', async () => {
    const { clock, store, finish } = house()
    let error: unknown
    store.acquire('a:1', { owner: 'ann', host: 'host-a' }, 1_000).catch((failure) => {
      error = failure
    })
    await pass(clock, 5_000)
    finish()
    await pass(clock, 1_999)
    expect(error).toBeUndefined()
    await pass(clock, 1)
    expect(error).toMatchObject({ name: 'StoreUnavailableError', code: 'store_timeout' })
  })

  it('is bounded on its own, says that the store was not asked, and is tried again', async () => {
    const { clock, store, finish, counts } = house()
    const first = store.read('a:1').catch((error: unknown) => error)
    await pass(clock, 10_000)
    expect(await first).toMatchObject({
      name: 'StoreUnavailableError',
      code: 'store_loading',
      retryable: true,
      message: expect.stringMatching(/not loaded within 10 s.*was not asked.*Try again/),
    })
    const second = store.read('a:1')
    await turns()
    finish()
    expect((await second).lease.state).toBe('free')
    expect(counts()).toEqual({ loads: 2, asked: 1 })
  })

  it('that fails is told as it is', async () => {
    const { store, finish } = house()
    const read = store.read('a:1').catch((error: unknown) => error)
    await turns()
    finish(new ConfigurationError('Install it.', { code: 'missing_package' }))
    expect(await read).toMatchObject({ name: 'ConfigurationError', code: 'missing_package' })
  })

  it.each(['file:./tokens', 'redis://localhost', 'postgres://localhost/db'])(
    'is known of %s, and connects to nothing',
    async (url) => {
      const store = openStore(url)
      await store.load?.()
      expect(store.load).toBeTypeOf('function')
      await store.close()
    },
  )
})
