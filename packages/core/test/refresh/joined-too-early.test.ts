import { expect, it } from 'vitest'
import {
  ConnectionNotFoundError,
  memoryStore,
  ReauthorizationRequiredError,
  type StoredConnection,
  type TokenStore,
} from '../../src/index.ts'
import { expired, failure, id, logIn, world } from '../support/world.ts'

/** A store whose next answer to a read is on its way until it is let through. */
function slowToRead(store: TokenStore) {
  const held: (() => void)[] = []
  let reads = 0
  let slow = false
  const read = async (connection: string): Promise<StoredConnection> => {
    reads += 1
    const found = await store.read(connection)
    if (slow) await new Promise<void>((resolve) => held.push(resolve))
    return found
  }
  return {
    store: { ...store, read } as TokenStore,
    holdBack: () => {
      slow = true
    },
    letThrough: () => {
      slow = false
      for (const each of held.splice(0)) each()
    },
    reading: () => held.length > 0,
    get reads() {
      return reads
    },
  }
}

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise(setImmediate)
}

/** A connection whose refusal is on record, and a process that comes to read slowly. */
async function refused() {
  const { manager, provider, store } = await expired()
  provider.current = 'revoked'
  const slow = slowToRead(store)
  const tokens = manager({ store: slow.store })
  expect(await failure(tokens.getAccessToken(id))).toBeInstanceOf(ReauthorizationRequiredError)
  return { manager, tokens, slow }
}

it('who comes after a login is not told to log in by a look that began before it', async () => {
  const { manager, tokens, slow } = await refused()
  slow.holdBack()
  const before = failure(tokens.getAccessToken(id))
  await until(slow.reading)
  await logIn(manager())
  const after = Array.from({ length: 100 }, () => tokens.getAccessToken(id))
  slow.letThrough()
  expect(await before).toBeInstanceOf(ReauthorizationRequiredError)
  const current = await manager().getAccessToken(id)
  for (const token of await Promise.all(after)) expect(token).toBe(current)
})

it('nor that there is no such connection', async () => {
  const { manager, clock } = world()
  const slow = slowToRead(memoryStore(clock))
  const tokens = manager({ store: slow.store })
  slow.holdBack()
  const before = failure(tokens.getAccessToken(id))
  await until(slow.reading)
  await logIn(manager({ store: slow.store }))
  const after = tokens.getAccessToken(id)
  slow.letThrough()
  expect(await before).toBeInstanceOf(ConnectionNotFoundError)
  expect(await after).toMatch(/^access-/)
})

it('many who come while somebody looks share one look more, not one each', async () => {
  const { tokens, slow } = await refused()
  const known = slow.reads
  slow.holdBack()
  const first = failure(tokens.getAccessToken(id))
  await until(slow.reading)
  const others = Array.from({ length: 100 }, () => failure(tokens.getAccessToken(id)))
  slow.letThrough()
  for (const error of await Promise.all([first, ...others]))
    expect(error).toBeInstanceOf(ReauthorizationRequiredError)
  expect(slow.reads - known).toBe(2)
})
