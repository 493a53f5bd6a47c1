import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(`./packages/${path}`, import.meta.url))

/** Tests run the sources; child processes and the packed form run the build. */
const alias = {
  '@oauth-tokens/core/phrase': source('core/src/phrase.ts'),
  '@oauth-tokens/core/testing': source('core/src/testing/index.ts'),
  '@oauth-tokens/core/container': source('core/src/container.ts'),
  '@oauth-tokens/core/opentelemetry': source('core/src/opentelemetry.ts'),
  '@oauth-tokens/core/store/file': source('core/src/store/file/file-store.ts'),
  '@oauth-tokens/core/store/postgres': source('core/src/store/postgres/postgres-store.ts'),
  '@oauth-tokens/core/store/redis': source('core/src/store/redis/redis-store.ts'),
  '@oauth-tokens/core': source('core/src/index.ts'),
  '@oauth-tokens/provider-zalo-oa': source('provider-zalo-oa/src/index.ts'),
  '@oauth-tokens/provider-zoho/sdk': source('provider-zoho/src/sdk/index.ts'),
  '@oauth-tokens/provider-zoho': source('provider-zoho/src/index.ts'),
  '@oauth-tokens/provider-zalopay': source('provider-zalopay/src/index.ts'),
  '@oauth-tokens/provider-oauth2': source('provider-oauth2/src/index.ts'),
  '@oauth-tokens/sandbox': source('sandbox/src/index.ts'),
  '@oauth-tokens/cli': source('cli/src/index.ts'),
}

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      'core',
      'provider-zalo-oa',
      'provider-zoho',
      'provider-zalopay',
      'provider-oauth2',
      'sandbox',
      'cli',
    ]
      .map((name) => ({
        extends: true as const,
        test: {
          name,
          root: `packages/${name}`,
          include: ['test/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      }))
      .concat([
        {
          extends: true as const,
          test: {
            name: 'house',
            root: '.',
            include: ['test/**/*.test.ts'],
            testTimeout: 120_000,
            hookTimeout: 120_000,
          },
        },
      ]),
  },
})
