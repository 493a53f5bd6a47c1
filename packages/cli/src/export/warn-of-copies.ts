import type { ExportedTokens } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { loadProvider } from '../config/load-provider.ts'
import type { Settings } from '../config/settings.ts'

/** Says which connections must not be refreshed in two places: each refresh token of theirs works once. */
export async function warnOfCopies(
  { output }: CommandContext,
  settings: Settings,
  exported: readonly ExportedTokens[],
): Promise<void> {
  const providers = [
    ...new Set(exported.filter(({ refreshToken }) => refreshToken).map(({ provider }) => provider)),
  ]
  const once: string[] = []
  for (const id of providers) if (await worksOnce(settings, id)) once.push(id)
  if (once.length === 0) return
  output.warning(
    phrase`Refresh tokens of ${once.join(', ')} work once, and now they are in two places: whoever refreshes first, here or there, ends the other copy. Use them in one place only; export --forget --output FILE moves them.`,
  )
}

/** A provider that is not configured any more counts as careful. */
async function worksOnce(settings: Settings, id: string): Promise<boolean> {
  const provider = settings.providers.find((one) => one.id === id)
  if (!provider) return true
  const adapter = await loadProvider(settings, provider).catch(() => undefined)
  return adapter?.refreshTokens !== 'reusable'
}
