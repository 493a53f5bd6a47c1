import { ConfigurationError, type ProviderAdapter } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Check } from '@oauth-tokens/core/testing'
import { makeAdapter } from '../config/own-adapter/make-adapter.ts'
import type { CheckedRecordings } from './recordings-schema.ts'
import type { Subject } from './subject-of.ts'

/** Nobody listens there. */
const nowhere = 'http://127.0.0.1:9'

/** Runs the contract of providers. @throws ConfigurationError when the adapter cannot be made, or would call elsewhere */
export async function* contractChecks(
  { id, factory, options }: Subject,
  { options: more, fields, consentPage, ...recordings }: CheckedRecordings,
): AsyncGenerator<Check> {
  const adapter = (given: Readonly<Record<string, unknown>>) =>
    makeAdapter(factory, { id, options: { ...options, ...more, ...given }, nameOf: (option) => option })
  requireBaseUrl(
    factory.name,
    adapter({ clientId: 'a', clientSecret: 'b', redirectUri: 'https://app.example/', baseUrl: nowhere }),
  )
  const { plainRunner, providerContract } = await import('@oauth-tokens/core/testing')
  const runner = plainRunner()
  providerContract(
    id,
    {
      adapter,
      recordings,
      ...(fields && { fields }),
      ...(consentPage !== undefined && { consentPage }),
    },
    runner.functions,
  )
  yield* runner.run()
}

/** Otherwise every check would send something to the real provider. */
function requireBaseUrl(name: string, { origin, tokenHost }: ProviderAdapter): void {
  const host = tokenHost?.({}) ?? new URL(nowhere).host
  if (origin === nowhere && host === new URL(nowhere).host) return
  throw new ConfigurationError(
    phrase`The adapter ${name} does not send everything to the option baseUrl, and a test must not call the provider: pass options on to defineOAuthProvider, with baseUrl among them.`,
    { code: 'invalid_adapter' },
  )
}
