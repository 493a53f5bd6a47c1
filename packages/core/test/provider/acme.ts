import { defineOAuthProvider } from '../../src/oauth/define-oauth-provider.ts'
import type { OAuthProviderDefinition, ProviderOptions } from '../../src/provider/definition.ts'
import type { ProviderAdapter } from '../../src/provider/provider.ts'

export const options: ProviderOptions = {
  clientId: 'acme-client',
  clientSecret: 'acme-client-secret',
  redirectUri: 'https://app.example/callback',
}

/** An adapter for a plain standard server, with what a test wants different. */
export function acme(
  given: Partial<ProviderOptions> = {},
  different: Partial<OAuthProviderDefinition> = {},
): ProviderAdapter {
  return defineOAuthProvider({
    adapter: 'acme',
    options: { ...options, ...given },
    endpoints: {
      authorization: 'https://id.acme.example/authorize',
      token: 'https://id.acme.example/token',
      userInfo: 'https://api.acme.example/me',
    },
    resourceHosts: ['https://api.acme.example'],
    clientAuth: 'client_secret_post',
    refreshTokens: 'single-use',
    newAccessTokenRevokesOld: false,
    pkce: 'S256',
    identify: ({ json }) =>
      typeof json?.sub === 'string'
        ? { kind: 'identified', account: json.sub }
        : {
            kind: 'token-refused',
            code: String(json?.error ?? 'no_sub'),
            text: String(json?.error_description ?? ''),
          },
    ...different,
  })
}
