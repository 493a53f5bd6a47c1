import { phrase } from '../phrase.ts'
import type { ProviderEndpoints, ProviderOptions } from './definition.ts'
import { endpointUrl } from './endpoint-url.ts'
import { optionError } from './option-error.ts'

type Overrides = Pick<ProviderOptions, 'baseUrl' | 'endpoints'>

const names = ['authorization', 'token', 'revocation', 'userInfo', 'deviceAuthorization'] as const

/**
 * The addresses in force: a single override, else the vendor's path behind `baseUrl`, else the vendor's own.
 * @throws ConfigurationError
 */
export function resolveEndpoints(
  provider: string,
  vendor: ProviderEndpoints,
  overrides: Overrides,
): ProviderEndpoints {
  for (const name of Object.keys(overrides.endpoints ?? {})) {
    if (!names.some((known) => known === name)) {
      throw optionError(
        provider,
        `endpoints.${name}`,
        phrase`is unknown`,
        phrase`Expected one of ${names.join(', ')}.`,
      )
    }
  }
  const base = baseOf(provider, overrides)
  const resolved: Partial<ProviderEndpoints> = {}
  for (const name of names) {
    const override = overrides.endpoints?.[name]
    const own = vendor[name]
    if (override !== undefined) {
      resolved[name] = endpointUrl(provider, `endpoints.${name}`, override).href
    } else if (own !== undefined) {
      const url = endpointUrl(provider, `endpoints.${name}`, own)
      resolved[name] = base === undefined ? url.href : behind(base, url)
    }
  }
  return { ...resolved, token: resolved.token ?? vendor.token }
}

/** The origins that may get an access token: with a `baseUrl` only that one, so that a test token stays there. */
export function resolveResourceHosts(
  provider: string,
  vendor: readonly string[],
  overrides: Overrides,
): readonly string[] {
  const base = baseOf(provider, overrides)
  if (base !== undefined) return [base.origin]
  return vendor.map((host) => endpointUrl(provider, 'resourceHosts', host).origin)
}

function baseOf(provider: string, overrides: Overrides): URL | undefined {
  if (overrides.baseUrl === undefined) return undefined
  const base = endpointUrl(provider, 'baseUrl', overrides.baseUrl)
  if (base.search !== '')
    throw optionError(provider, 'baseUrl', phrase`carries a ?query`, phrase`Remove it from the URL.`)
  return base
}

function behind(base: URL, url: URL): string {
  const prefix = base.pathname.replace(/\/+$/, '')
  return `${base.origin}${prefix}${url.pathname}${url.search}`
}
