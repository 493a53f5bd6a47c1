import { providerContract } from '@oauth-tokens/core/testing'
import { describe, expect, it } from 'vitest'
import { oauth2 } from '../src/index.ts'
import { recordings } from './recordings.ts'

for (const clientAuth of ['client_secret_basic', 'client_secret_post'] as const) {
  providerContract(
    `oauth2 with ${clientAuth}`,
    {
      recordings,
      adapter: ({ baseUrl, ...options }) =>
        oauth2({
          ...options,
          id: 'acme',
          clientAuth,
          endpoints: {
            authorization: `${baseUrl}/authorize`,
            token: `${baseUrl}/token`,
            userInfo: `${baseUrl}/userinfo`,
          },
        }),
    },
    { describe, it, expect },
  )
}
