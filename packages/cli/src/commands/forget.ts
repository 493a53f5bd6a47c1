import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'

/** Deletes a connection here. */
export const forget: Command<CommandOptions['forget']> = async (context, { connection }) => {
  const { output } = context
  await withManager(context, ({ manager }) => manager.forget(connection))
  if (output.json) output.document({ connection, forgotten: true })
  output.note(phrase`${connection} is forgotten here; its owner can withdraw the consent at the provider.`)
}
