import type { ProviderAdapter } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { loadProvider, requireSomeProvider } from '../config/load-provider.ts'
import { loadSettings } from '../config/load-settings.ts'
import { table } from '../output/table.ts'

const heading = [phrase`PROVIDER`, 'ADAPTER', 'CLIENT ID', 'REDIRECT URI', phrase`HOSTS`]

/** Lists the configured providers, without secrets. */
export const providers: Command<CommandOptions['providers']> = async (context) => {
  const { output } = context
  const settings = await loadSettings(context)
  if (!output.json) requireSomeProvider(settings)
  const shown = []
  for (const provider of settings.providers) shown.push(summary(await loadProvider(settings, provider)))
  if (output.json) return output.document(shown)
  const rows = shown.map(({ id, adapter, clientId, redirectUri, hosts }) => [
    id,
    adapter,
    clientId,
    redirectUri ?? '-',
    hosts.join(' '),
  ])
  for (const line of table(output, heading, rows)) output.line(line)
}

function summary({ id, adapter, clientId, redirectUri, scopes, resourceHosts }: ProviderAdapter) {
  return {
    id,
    adapter,
    clientId,
    ...(redirectUri !== undefined && { redirectUri }),
    scopes: [...scopes],
    hosts: [...resourceHosts],
  }
}
