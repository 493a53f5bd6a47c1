import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { loadForLogin } from '../config/load-provider.ts'
import { expectation } from '../login/expectation.ts'
import { timeWithDistance } from '../output/relative-time.ts'

/** The first half of a login: prints an authorization link. */
export const url: Command<CommandOptions['url']> = async (context, options) => {
  const { output } = context
  const authorization = await withManager(context, async ({ manager, settings }) => {
    const { id } = await loadForLogin(settings, options.provider)
    return manager.authorize(id, expectation(options))
  })
  if (output.json) output.document(authorization)
  else output.line(authorization.url)
  output.note(
    phrase`The link is good until ${timeWithDistance(authorization.expiresAt, context.now())}: open it and allow the app. By then, too, pass the address that the browser ends on, in quotes, to "oauth-tokens callback".`,
  )
}
