import type { ProviderAdapter } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'

const functions = ['header', 'authorizationUrl', 'readCallback', 'exchange', 'refresh'] as const
const texts = ['adapter', 'clientId', 'configuration'] as const
const lists = ['scopes', 'resourceHosts'] as const

/** Why what a function has made is no adapter of this id; undefined when it is one. */
export function lacking(made: unknown, id: string): Phrase | undefined {
  if (typeof made !== 'object' || made === null) {
    return phrase`its function returns no adapter: expected what defineOAuthProvider or declareProvider gives.`
  }
  if ('then' in made) {
    return phrase`its function returns a promise: make the adapter at once, and load what it needs when it is called.`
  }
  const adapter = made as Partial<ProviderAdapter>
  if (adapter.id !== id) {
    return phrase`the adapter has the id ${JSON.stringify(adapter.id)}: pass options.id on, which is "${id}".`
  }
  const missing: string[] = [
    ...functions.filter((name) => typeof adapter[name] !== 'function'),
    ...texts.filter((name) => typeof adapter[name] !== 'string'),
    ...lists.filter((name) => !Array.isArray(adapter[name])),
  ]
  if (adapter.refreshTokens !== 'single-use' && adapter.refreshTokens !== 'reusable') {
    missing.push('refreshTokens')
  }
  return missing.length === 0
    ? undefined
    : phrase`the adapter lacks ${missing.join(', ')}: defineOAuthProvider and declareProvider make all of it.`
}
