import type { ProviderAdapter } from '@oauth-tokens/core'
import { type AdapterFactory, adapterFactory } from './adapter-factory.ts'
import { adapterModule } from './adapter-module.ts'
import { makeAdapter } from './make-adapter.ts'
import type { OwnAdapter } from './own-adapter.ts'

/** Loads the module, or the code that understands a declaration. @throws ConfigurationError */
export async function loadFactory(adapter: OwnAdapter, folder: string): Promise<AdapterFactory> {
  if ('module' in adapter) {
    return adapterFactory(adapter.module, await adapterModule(adapter.module, folder))
  }
  const { declaration } = adapter
  const { declareProvider } = await import('@oauth-tokens/provider-oauth2')
  return {
    name: declaration.name ?? 'declared',
    create: declareProvider(declaration) as never,
  }
}

/** Like a built-in adapter, made of options whose values are looked up. @throws ConfigurationError */
export async function loadOwnAdapter(
  adapter: OwnAdapter,
  { folder, ...making }: { folder: string } & Parameters<typeof makeAdapter>[1],
): Promise<ProviderAdapter> {
  return makeAdapter(await loadFactory(adapter, folder), making)
}
