import { generateKey } from '@oauth-tokens/core'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'

/** Prints a new encryption key. */
export const keysGenerate: Command<CommandOptions['keys generate']> = async ({ output }) => {
  const key = generateKey()
  if (output.json) output.document({ key })
  else output.line(key)
  output.note('Keep it: without it nobody can read what it encrypted. OAUTH_TOKENS_KEY takes it.')
}
