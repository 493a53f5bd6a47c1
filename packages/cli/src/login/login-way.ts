import type { ProviderAdapter } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { LoginOptions } from '../command-options.ts'
import { UsageError } from '../usage-error.ts'

export type LoginWay = 'browser' | 'code' | 'device' | 'client'

/** What the flags say, or else the only way that the provider has. @throws UsageError when they contradict each other */
export function loginWay(
  adapter: ProviderAdapter,
  options: Pick<LoginOptions, 'code' | 'codeVerifier' | 'device' | 'paste'>,
): LoginWay {
  const code = options.code !== undefined || options.codeVerifier !== undefined
  if ([code, options.device, options.paste].filter(Boolean).length > 1) {
    throw new UsageError(phrase`--code, --device and --paste are three ways to log in: choose one.`)
  }
  if (code) return 'code'
  if (options.device) return 'device'
  if (options.paste) return 'browser'
  // A gateway that finishes consents by itself sends no browser back here.
  if (adapter.external && !adapter.external.connect) return 'device'
  // Without a redirect URI nobody can come back: the app's own grant is meant.
  return adapter.clientCredentials && adapter.redirectUri === undefined ? 'client' : 'browser'
}
