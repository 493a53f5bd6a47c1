import { ConfigurationError, type ProviderAdapter } from '@oauth-tokens/core'
import { type AdapterEntry, adapters } from '../adapters.ts'
import { closest } from './closest.ts'
import { resolveValue } from './resolve-value.ts'
import type { ProviderSettings, Settings } from './settings.ts'

/** The settings of a provider. @throws ConfigurationError `unknown_provider`: how to configure one, or which there are */
export function requireProvider(settings: Settings, id: string): ProviderSettings {
  requireSomeProvider(settings)
  const found = settings.providers.find((provider) => provider.id === id)
  if (found) return found
  const ids = settings.providers.map((provider) => provider.id)
  const meant = closest(id, ids)
  throw new ConfigurationError(
    `No provider "${id.slice(0, 80)}" is configured; ${meant ? `did you mean "${meant}"?` : `there is ${ids.join(', ')}.`}`,
    { code: 'unknown_provider' },
  )
}

export function requireSomeProvider({ providers, file }: Settings): void {
  if (providers.length > 0) return
  throw new ConfigurationError(
    file === undefined
      ? 'No provider is configured. Set ZALO_OA_CLIENT_ID, ZALO_OA_CLIENT_SECRET and ZALO_OA_REDIRECT_URI (in the ' +
          'environment or in .env), or write oauth-tokens.config.json with {"providers": [{"adapter": "zalo-oa", …}]}.'
      : `No provider is configured: add {"providers": [{"adapter": "zalo-oa", …}]} to ${file}.`,
    { code: 'unknown_provider' },
  )
}

/** The adapter to log in with. @throws ConfigurationError also when nothing says where the browser is sent back to */
export async function loadForLogin(settings: Settings, id: string): Promise<ProviderAdapter> {
  const provider = requireProvider(settings, id)
  const adapter = await loadProvider(settings, provider)
  // A provider without a consent page says by itself how to log in there.
  const { options }: AdapterEntry = adapters[provider.adapter]
  if (adapter.redirectUri === undefined && 'redirectUri' in options) throw missing(provider, ['redirectUri'])
  return adapter
}

/** Makes the adapter, with all values looked up. @throws ConfigurationError that names what is missing */
export async function loadProvider(settings: Settings, provider: ProviderSettings): Promise<ProviderAdapter> {
  const entry: AdapterEntry = adapters[provider.adapter]
  const options: Record<string, unknown> = { id: provider.id }
  for (const [option, value] of Object.entries(provider.values)) {
    options[option] = resolveOption(value, provider.nameOf(option), settings)
  }
  const lacking = entry.required.filter((option) => !options[option])
  if (lacking.length > 0) throw missing(provider, lacking)
  return entry.create(options as never)
}

function missing({ id, nameOf }: ProviderSettings, options: readonly string[]): ConfigurationError {
  return new ConfigurationError(
    `Provider "${id}" lacks ${options.map(nameOf).join(' and ')}: set it and try again.`,
    {
      code: 'missing_value',
      provider: id,
    },
  )
}

function resolveOption(value: unknown, name: string, settings: Settings): unknown {
  if (Array.isArray(value)) return value.map((one, index) => resolveValue(one, `${name}[${index}]`, settings))
  const resolved = resolveValue(value, name, settings)
  if (typeof resolved !== 'object' || resolved === null) return resolved
  // Values by name: a secret for each data centre, a PKCE verifier.
  const members = Object.entries(resolved).map(([key, member]) => [
    key,
    resolveOption(member, `${name}.${key}`, settings),
  ])
  return Object.fromEntries(members)
}
