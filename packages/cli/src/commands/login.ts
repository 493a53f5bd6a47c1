import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { loadForLogin, loadProvider, requireProvider } from '../config/load-provider.ts'
import { eachLogin } from '../login/each-login.ts'
import { finishingLogin } from '../login/finishing-login.ts'
import { loginByBrowser } from '../login/login-by-browser.ts'
import { loginByClient } from '../login/login-by-client.ts'
import { loginByCode } from '../login/login-by-code.ts'
import { loginByDevice } from '../login/login-by-device.ts'
import { loginChoices } from '../login/login-choices.ts'
import { loginWay } from '../login/login-way.ts'
import { withWaysBack } from '../login/with-ways-back.ts'

const logIn = { code: loginByCode, device: loginByDevice, client: loginByClient }

/** Authorizes a provider: from consents, a code or the app's own credentials to stored connections. */
export const login: Command<CommandOptions['login']> = async (context, options) => {
  const choices = loginChoices(options)
  context.interruption.explainedBy(finishingLogin)
  await withManager(context, async ({ manager, settings }) => {
    const adapter = await loadProvider(settings, requireProvider(settings, options.provider))
    const attempt = { context, manager, adapter }
    const way = loginWay(adapter, options)
    if (way !== 'browser')
      return eachLogin(context, choices, (choice) => logIn[way]({ ...attempt, options: choice }))
    await loadForLogin(settings, options.provider)
    await withWaysBack(context, adapter, options, (ways) =>
      eachLogin(context, choices, (choice) => loginByBrowser({ ...attempt, ...ways, options: choice })),
    )
  })
}
