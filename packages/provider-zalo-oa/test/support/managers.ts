import {
  type Clock,
  createTokenManager,
  eventTypes,
  generateKey,
  memoryStore,
  type ProviderAdapter,
  type TokenEvent,
} from '@oauth-tokens/core'

/** Managers on one store, as processes would have, and everything that they tell. */
export function managers<OneClock extends Clock>(adapter: ProviderAdapter, clock: OneClock) {
  const store = memoryStore(clock)
  const encryptionKeys = [generateKey()]
  const events: TokenEvent[] = []
  const manager = () => {
    const tokens = createTokenManager({
      providers: [adapter],
      store,
      encryptionKeys,
      clock,
      rescueDir: false,
    })
    for (const type of eventTypes) tokens.on(type, (event) => events.push(event))
    return tokens
  }
  return { clock, events, manager }
}
