import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { loadForLogin } from '../config/load-provider.ts'
import { loginByListener } from '../login/login-by-listener.ts'
import { loginByPaste } from '../login/login-by-paste.ts'
import { loopbackRedirect } from '../login/loopback-redirect.ts'
import { reportConnection } from '../login/report-connection.ts'

/** Authorizes a provider: from the consent in a browser to a stored connection. */
export const login: Command<CommandOptions['login']> = async (context, options) => {
  const connection = await withManager(context, async ({ manager, settings }) => {
    const adapter = await loadForLogin(settings, options.provider)
    const redirect = options.paste ? undefined : loopbackRedirect(adapter.redirectUri)
    return redirect
      ? loginByListener({ context, manager, adapter, options, redirect })
      : loginByPaste({ context, manager, adapter, options })
  })
  reportConnection(context.output, connection)
}
