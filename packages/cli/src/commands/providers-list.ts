import type { ProviderAdapter } from '@oauth-tokens/core'
import { joined, phrase } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { loadProvider, requireSomeProvider } from '../config/load-provider.ts'
import { loadSettings } from '../config/load-settings.ts'
import { describeError } from '../output/describe-error.ts'
import { table } from '../output/table.ts'

const heading = [phrase`PROVIDER`, 'ADAPTER', 'CLIENT ID', 'REDIRECT URI', phrase`HOSTS`]

/** Lists the configured providers, without secrets. One that cannot be loaded does not stand in the way of the others. */
export const providersList: Command<CommandOptions['providers list']> = async (context, { ids }) => {
  const { output } = context
  const settings = await loadSettings(context)
  if (!output.json) requireSomeProvider(settings)
  if (ids) {
    if (output.json) return output.document(settings.providers.map(({ id }) => ({ id })))
    for (const { id } of settings.providers) output.line(id)
    return
  }
  const shown: Summary[] = []
  const failures: unknown[] = []
  for (const provider of settings.providers) {
    try {
      shown.push(summary(await loadProvider(settings, provider)))
    } catch (error) {
      failures.push(error)
    }
  }
  const [first, ...others] = failures
  if (first && shown.length === 0) throw first
  if (output.json) output.document(shown)
  else for (const line of table(output, heading, shown.map(rowOf))) output.line(line)
  for (const error of others) output.warning(joined([describeError(error).message]))
  if (first) throw first
}

type Summary = ReturnType<typeof summary>

function rowOf({ id, adapter, clientId, redirectUri, hosts }: Summary): string[] {
  return [id, adapter, clientId || '-', redirectUri ?? '-', hosts.join(' ') || '-']
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
