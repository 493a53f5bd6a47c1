import { makeManager, makeStore } from '../../src/compose.ts'
import {
  eventTypes,
  type ManagerOptions,
  memoryStore,
  OAuthTokensError,
  type ProviderAdapter,
  type TokenEvent,
  type TokenManager,
  type TokenStore,
} from '../../src/index.ts'
import { silent } from '../../src/logger.ts'
import { providerSource } from '../../src/provider/provider-source.ts'
import type { Rescue } from '../../src/rescue/rescue.ts'
import { type FakeClock, fakeClock } from '../../src/testing/index.ts'
import { decodeRecord, type TokenRecord } from '../../src/tokens/token-record.ts'
import { type FakeProvider, fakeProvider } from './fake-provider.ts'
import { type MemoryRescue, memoryRescue } from './memory-rescue.ts'
import { plainCipher } from './plain-cipher.ts'

export const id = 'fake:account-1'
export const callbackUrl = 'http://127.0.0.1:8910/callback'

export interface World {
  clock: FakeClock
  provider: FakeProvider
  store: TokenStore
  rescue: MemoryRescue
  /** Of all managers of this world. */
  events: TokenEvent[]
  traces: string[]
  /** Another manager on the same store, as another process on this machine would have. */
  manager(parts?: ManagerParts): TokenManager
  /** What is stored now. */
  record(connection?: string): Promise<TokenRecord>
}

export interface ManagerParts extends Omit<Partial<ManagerOptions>, 'store'> {
  store?: TokenStore
  rescue?: Rescue
  adapter?: ProviderAdapter
}

/** One provider, one store, one clock, one rescue folder, and as many managers as a test asks for. */
export function world(overrides: Partial<ProviderAdapter> = {}): World {
  const clock = fakeClock()
  const provider = fakeProvider(overrides)
  const store = memoryStore(clock)
  const rescue = memoryRescue()
  const events: TokenEvent[] = []
  const traces: string[] = []

  return {
    clock,
    provider,
    store,
    rescue,
    events,
    traces,
    manager({ store: own = store, rescue: folder = rescue, adapter = provider.adapter, ...options } = {}) {
      const all: ManagerOptions = {
        trace: (step) => traces.push(step),
        ...options,
        store: own,
        clock,
        providers: [adapter],
      }
      const bounded = makeStore(all, clock)
      const manager = makeManager(all, {
        clock,
        store: bounded,
        cipher: async () => plainCipher,
        rescue: folder,
        providers: providerSource(all.providers, bounded, false),
        logger: options.logger ?? silent,
        telemetry: options.telemetry,
      })
      for (const type of eventTypes) manager.on(type, (event) => events.push(event))
      return manager
    },
    async record(connection = id) {
      const { tokens } = await store.read(connection)
      if (tokens === undefined) throw new Error('nothing is stored')
      return decodeRecord(tokens, plainCipher, connection)
    },
  }
}

/** A world with a manager and a connection that has just logged in: access-2 and refresh-2, good for an hour. */
export async function loggedIn(overrides: Partial<ProviderAdapter> = {}, parts: ManagerParts = {}) {
  const made = world(overrides)
  const tokens = made.manager(parts)
  await logIn(tokens)
  made.traces.length = 0
  return { ...made, tokens }
}

/** The same, an hour later: the next caller makes a refresh. */
export async function expired(overrides: Partial<ProviderAdapter> = {}, parts: ManagerParts = {}) {
  const made = await loggedIn(overrides, parts)
  made.clock.advance(3_600_000)
  return made
}

/** The same, when the token is due and still good for five minutes. */
export async function due(overrides: Partial<ProviderAdapter> = {}, parts: ManagerParts = {}) {
  const made = await loggedIn(overrides, parts)
  made.clock.advance(3_300_000)
  return made
}

export async function logIn(tokens: TokenManager): Promise<void> {
  const { state } = await tokens.authorize('fake')
  await tokens.callback(`${callbackUrl}?code=good-code&state=${state}`)
}

/** The error that a call ends in; fails when it does not, or when it is none of ours. */
export async function failure(work: Promise<unknown>): Promise<OAuthTokensError> {
  try {
    await work
  } catch (error) {
    if (error instanceof OAuthTokensError) return error
    throw error
  }
  throw new Error('it did not fail')
}
