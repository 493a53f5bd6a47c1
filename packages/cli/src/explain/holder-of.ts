import type { Said } from '@oauth-tokens/core/phrase'
import { loadProvider } from '../config/load-provider.ts'
import type { Settings } from '../config/settings.ts'

/** Who keeps the tokens of a gateway's connections, in its own sentence; undefined where it is not configured here. */
export async function holderOf(settings: Settings, id: string): Promise<Said | undefined> {
  const provider = settings.providers.find((one) => one.id === id)
  return provider && (await loadProvider(settings, provider).catch(() => undefined))?.external?.holder
}
