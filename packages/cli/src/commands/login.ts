import type { ProviderAdapter } from '@oauth-tokens/core'
import type { Command } from '../command.ts'
import type { CommandOptions, LoginOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { loadForLogin, loadProvider, requireProvider } from '../config/load-provider.ts'
import { loginByClient } from '../login/login-by-client.ts'
import { loginByCode } from '../login/login-by-code.ts'
import { loginByDevice } from '../login/login-by-device.ts'
import { loginByListener } from '../login/login-by-listener.ts'
import { loginByPaste } from '../login/login-by-paste.ts'
import { loopbackRedirect } from '../login/loopback-redirect.ts'
import { reportConnection } from '../login/report-connection.ts'
import { UsageError } from '../usage-error.ts'

/** Authorizes a provider: from a consent, a code or the app's own credentials to a stored connection. */
export const login: Command<CommandOptions['login']> = async (context, options) => {
  const connection = await withManager(context, async ({ manager, settings }) => {
    const adapter = await loadProvider(settings, requireProvider(settings, options.provider))
    const attempt = { context, manager, adapter, options }
    switch (wayOf(adapter, options)) {
      case 'code':
        return loginByCode(attempt)
      case 'device':
        return loginByDevice(attempt)
      case 'client':
        return loginByClient(attempt)
      case 'browser': {
        await loadForLogin(settings, options.provider)
        const redirect = options.paste ? undefined : loopbackRedirect(adapter.redirectUri)
        return redirect ? loginByListener({ ...attempt, redirect }) : loginByPaste(attempt)
      }
    }
  })
  reportConnection(context.output, connection)
}

type Way = 'browser' | 'code' | 'device' | 'client'

/** What the flags say, or else the only way that the provider has. @throws UsageError when they contradict each other */
function wayOf(adapter: ProviderAdapter, options: LoginOptions): Way {
  const code = options.code !== undefined || options.codeVerifier !== undefined
  if ([code, options.device, options.paste].filter(Boolean).length > 1) {
    throw new UsageError('--code, --device and --paste are three ways to log in: choose one.')
  }
  if (code) return 'code'
  if (options.device) return 'device'
  if (options.paste) return 'browser'
  // A gateway that finishes consents by itself sends no browser back here.
  if (adapter.external && !adapter.external.connect) return 'device'
  // Without a redirect URI nobody can come back: the app's own grant is meant.
  return adapter.clientCredentials && adapter.redirectUri === undefined ? 'client' : 'browser'
}
