import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'

/** Ends a grant at its provider, and drops the tokens here. */
export const revoke: Command<CommandOptions['revoke']> = async (context, { connection }) => {
  const { output, interruption } = context
  interruption.explainedBy(
    phrase`finishing the revocation (≤ 20 s); again to abandon it: the consent may be gone while its tokens stay here`,
  )
  await withManager(context, ({ manager }) => manager.revoke(connection))
  if (output.json) output.document({ connection, revoked: true })
  output.note(phrase`${connection} is revoked at the provider, and its tokens are gone here.`)
}
