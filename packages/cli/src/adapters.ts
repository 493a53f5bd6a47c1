import type { ProviderAdapter } from '@oauth-tokens/core'

/**
 * How an option is written in a configuration: `value` is text or `{ env }` or `{ file }`, `values` may be a list
 * of them; `texts` is a list of texts; `pkce` true, false or `{ codeVerifier }`; `endpoints` addresses by name.
 */
export type OptionKind = 'value' | 'values' | 'texts' | 'pkce' | 'endpoints'

export interface AdapterEntry {
  /** Of the variables that define it where there is no configuration file. */
  prefix: string
  options: Readonly<Record<string, OptionKind>>
  required: readonly string[]
  /** Loads the package and makes the adapter of resolved options. */
  create(options: never): Promise<ProviderAdapter>
}

/** All adapters that the command knows: the one place that names them. */
export const adapters = {
  'zalo-oa': {
    prefix: 'ZALO_OA',
    options: {
      clientId: 'value',
      clientSecret: 'values',
      redirectUri: 'value',
      consentUrl: 'value',
      baseUrl: 'value',
      scopes: 'texts',
      pkce: 'pkce',
      endpoints: 'endpoints',
    },
    required: ['clientId', 'clientSecret'],
    create: async (options) => (await import('@oauth-tokens/provider-zalo-oa')).zaloOa(options),
  },
} as const satisfies Record<string, AdapterEntry>

export type AdapterName = keyof typeof adapters

export function isAdapterName(name: string): name is AdapterName {
  return Object.hasOwn(adapters, name)
}

/** The variables by which a provider can be set where there is no file: suffix and option. */
export const variableSuffixes = {
  CLIENT_ID: 'clientId',
  CLIENT_SECRET: 'clientSecret',
  REDIRECT_URI: 'redirectUri',
  SCOPES: 'scopes',
  BASE_URL: 'baseUrl',
} as const
