import type { ProviderAdapter } from '@oauth-tokens/core'

/**
 * How an option is written in a configuration: `value` is text or `{ env }` or `{ file }`, `values` may be a list
 * of them, `valuesByName` such by name; `texts` is a list of texts; `flag` true or false; `number` not negative;
 * `pkce` true, false or `{ codeVerifier }`; `endpoints` addresses by name; `object` what the adapter itself checks.
 */
export type OptionKind =
  | 'value'
  | 'values'
  | 'valuesByName'
  | 'texts'
  | 'flag'
  | 'number'
  | 'pkce'
  | 'endpoints'
  | 'object'

export interface AdapterEntry {
  /** Of the variables that define it where there is no configuration file; absent: it needs a file. */
  prefix?: string
  /** Further variables: suffix and option. */
  variables?: Readonly<Record<string, string>>
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
      secretProof: 'flag',
      endpoints: 'endpoints',
    },
    required: ['clientId', 'clientSecret'],
    create: async (options) => (await import('@oauth-tokens/provider-zalo-oa')).zaloOa(options),
  },
  zalo: {
    prefix: 'ZALO',
    options: {
      clientId: 'value',
      clientSecret: 'values',
      redirectUri: 'value',
      baseUrl: 'value',
      scopes: 'texts',
      pkce: 'pkce',
      endpoints: 'endpoints',
    },
    required: ['clientId', 'clientSecret'],
    create: async (options) => (await import('@oauth-tokens/provider-zalo-oa')).zalo(options),
  },
  'zalo-oa-via-etelecom': {
    prefix: 'ZALO_OA_VIA_ETELECOM',
    variables: { API_KEY: 'apiKey' },
    options: {
      apiKey: 'value',
      partner: 'flag',
      clientId: 'value',
      clientSecret: 'value',
      redirectUri: 'value',
      baseUrl: 'value',
    },
    required: ['apiKey'],
    create: async (options) => (await import('@oauth-tokens/provider-zalo-oa')).zaloOaViaETelecom(options),
  },
  'zalo-oa-via-interits': {
    prefix: 'ZALO_OA_VIA_INTERITS',
    variables: { API_KEY: 'apiKey' },
    options: { apiKey: 'value', baseUrl: 'value' },
    required: ['apiKey'],
    create: async (options) => (await import('@oauth-tokens/provider-zalo-oa')).zaloOaViaInterits(options),
  },
  zoho: {
    prefix: 'ZOHO',
    variables: { DATA_CENTER: 'dataCenter' },
    options: {
      clientId: 'value',
      clientSecret: 'values',
      clientSecrets: 'valuesByName',
      redirectUri: 'value',
      scopes: 'texts',
      dataCenter: 'value',
      dataCenters: 'object',
      pkce: 'flag',
      prompt: 'object',
      tokenScheme: 'value',
      baseUrl: 'value',
      endpoints: 'endpoints',
    },
    required: ['clientId', 'clientSecret'],
    create: async (options) => (await import('@oauth-tokens/provider-zoho')).zoho(options),
  },
  zalopay: {
    prefix: 'ZALOPAY',
    variables: { ENVIRONMENT: 'environment' },
    options: {
      clientId: 'value',
      clientSecret: 'values',
      environment: 'value',
      userInfo: 'flag',
      refreshTokens: 'value',
      newAccessTokenRevokesOld: 'flag',
      lifetimeUnit: 'value',
      errors: 'object',
      baseUrl: 'value',
      endpoints: 'endpoints',
    },
    required: ['clientId', 'clientSecret'],
    create: async (options) => (await import('@oauth-tokens/provider-zalopay')).zalopay(options),
  },
  oauth2: {
    options: {
      issuer: 'value',
      endpoints: 'endpoints',
      clientId: 'value',
      clientSecret: 'values',
      clientAuth: 'value',
      privateKey: 'value',
      keyId: 'value',
      assertionAudience: 'value',
      redirectUri: 'value',
      scopes: 'texts',
      pkce: 'flag',
      resource: 'value',
      audience: 'value',
      authorizationParameters: 'object',
      accountClaim: 'object',
      refreshTokens: 'value',
      newAccessTokenRevokesOld: 'flag',
      refreshTokenExpiry: 'value',
      accessTokenLifetime: 'number',
      refreshTokenLifetime: 'number',
      refreshMargin: 'number',
      limits: 'object',
      resourceHosts: 'texts',
    },
    required: ['clientId'],
    create: async (options) => (await import('@oauth-tokens/provider-oauth2')).oauth2(options),
  },
  lazada: {
    prefix: 'LAZADA',
    variables: { COUNTRY: 'country' },
    options: {
      clientId: 'value',
      clientSecret: 'values',
      redirectUri: 'value',
      country: 'values',
      refreshTokens: 'value',
      newAccessTokenRevokesOld: 'flag',
      baseUrl: 'value',
    },
    required: ['clientId', 'clientSecret'],
    create: async (options) => (await import('@oauth-tokens/provider-lazada')).lazada(options),
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
