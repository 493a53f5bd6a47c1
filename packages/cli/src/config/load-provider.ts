import { ConfigurationError, type ProviderAdapter } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { type AdapterEntry, adapters } from '../adapters.ts'
import { closest } from './closest.ts'
import { resolveValue, type ValueSource } from './resolve-value.ts'
import type { ProviderSettings, Settings } from './settings.ts'

/** The settings of a provider. @throws ConfigurationError `unknown_provider`: how to configure one, or which there are */
export function requireProvider(settings: Settings, id: string): ProviderSettings {
  requireSomeProvider(settings)
  const found = settings.providers.find((provider) => provider.id === id)
  if (found) return found
  const ids = settings.providers.map((provider) => provider.id)
  const meant = closest(id, ids)
  throw new ConfigurationError(
    meant
      ? phrase`No provider "${id.slice(0, 80)}" is configured; did you mean "${meant}"?`
      : phrase`No provider "${id.slice(0, 80)}" is configured; there is ${ids.join(', ')}.`,
    { code: 'unknown_provider' },
  )
}

export function requireSomeProvider({ providers, file }: Settings): void {
  if (providers.length > 0) return
  const error = new ConfigurationError(
    file === undefined
      ? phrase`No provider is configured. \`oauth-tokens init\` asks for what one needs; or set ZALO_OA_CLIENT_ID, ZALO_OA_CLIENT_SECRET and ZALO_OA_REDIRECT_URI (in the environment or in .env).`
      : phrase`No provider is configured: \`oauth-tokens init\` adds one to ${file}.`,
    { code: 'unknown_provider' },
  )
  throw Object.assign(error, { hint: 'oauth-tokens init' })
}

/** The adapter to log in with. @throws ConfigurationError also when nothing says where the browser is sent back to */
export async function loadForLogin(settings: Settings, id: string): Promise<ProviderAdapter> {
  const provider = requireProvider(settings, id)
  const adapter = await loadProvider(settings, provider)
  // One that is not built in says by itself what it needs.
  if (typeof provider.adapter === 'object') return adapter
  // A provider without a consent page says by itself how to log in there.
  const { options }: AdapterEntry = adapters[provider.adapter]
  if (adapter.redirectUri === undefined && 'redirectUri' in options) throw missing(provider, ['redirectUri'])
  return adapter
}

/** Makes the adapter, with all values looked up. @throws ConfigurationError that names what is missing */
export async function loadProvider(
  settings: ValueSource,
  provider: ProviderSettings,
): Promise<ProviderAdapter> {
  const { id, adapter, nameOf } = provider
  const options = resolveOptions(settings, provider)
  if (typeof adapter === 'object') {
    const { loadOwnAdapter } = await import('./own-adapter/load-own-adapter.ts')
    return loadOwnAdapter(adapter, { folder: settings.folder, id, options, nameOf })
  }
  const entry: AdapterEntry = adapters[adapter]
  const lacking = entry.required.filter((option) => !options[option])
  if (lacking.length > 0) throw missing(provider, lacking)
  return entry.create({ id, ...options } as never)
}

/** The options as the adapter gets them. @throws ConfigurationError that names a variable or a file that is not there */
export function resolveOptions(
  settings: ValueSource,
  { values, nameOf }: Pick<ProviderSettings, 'values' | 'nameOf'>,
): Record<string, unknown> {
  const options = Object.entries(values).map(([option, value]) => [
    option,
    resolveOption(value, nameOf(option), settings),
  ])
  return Object.fromEntries(options)
}

function missing({ id, nameOf }: ProviderSettings, options: readonly string[]): ConfigurationError {
  return new ConfigurationError(
    options.length === 1
      ? phrase`Provider "${id}" lacks ${options.map(nameOf).join()}: set it and try again.`
      : phrase`Provider "${id}" lacks ${options.map(nameOf).join(', ')}: set them and try again.`,
    {
      code: 'missing_value',
      provider: id,
    },
  )
}

function resolveOption(value: unknown, name: string, settings: ValueSource): unknown {
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
