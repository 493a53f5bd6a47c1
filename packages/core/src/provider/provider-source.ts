import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { TokenStore } from '../store/token-store.ts'
import type { ProviderAdapter, Providers } from './provider.ts'

/** Finds an adapter by provider id. @throws ConfigurationError `unknown_provider` */
export type ProviderSource = (id: string) => Promise<ProviderAdapter>

export function providerSource(
  providers: Providers,
  store: TokenStore,
  allowBestEffort: boolean,
): ProviderSource {
  const accept = (adapter: ProviderAdapter) => {
    if (store.guarantee === 'atomic' || adapter.refreshTokens === 'reusable' || allowBestEffort)
      return adapter
    throw new ConfigurationError(
      phrase`${adapter.id} gives refresh tokens that work once, and the store ${store.description} cannot keep two processes from spending the same one. Use file:DIR, or set allowBestEffort if only one process will ever use this store.`,
      { provider: adapter.id, code: 'store_not_atomic' },
    )
  }
  if (typeof providers === 'function') {
    return async (id) => {
      const adapter = await providers(id)
      if (adapter?.id !== undefined && adapter.id !== id) throw misnamed(id, adapter.id)
      return accept(adapter ?? unknown(id, []))
    }
  }
  const known = new Map(providers.map((adapter) => [adapter.id, accept(adapter)]))
  if (known.size < providers.length) {
    throw new ConfigurationError(phrase`Two providers have the same id. Give each an id of its own.`, {
      code: 'duplicate_provider',
    })
  }
  return async (id) => known.get(id) ?? unknown(id, [...known.keys()])
}

function unknown(id: string, known: readonly string[]): never {
  throw new ConfigurationError(
    known.length > 0
      ? phrase`There is no provider "${id}"; configured: ${known.join(', ')}. Check the id, or configure it.`
      : phrase`There is no provider "${id}". Check the id, or configure it.`,
    { provider: id, code: 'unknown_provider' },
  )
}

function misnamed(asked: string, found: string): ConfigurationError {
  return new ConfigurationError(
    phrase`The providers function was asked for "${asked}" and answered with "${found}".`,
    {
      provider: asked,
      code: 'unknown_provider',
    },
  )
}
