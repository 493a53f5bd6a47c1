import { ConfigurationError, generateKey } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { inKeyring } from '../config/encryption-keys.ts'
import { keepNewKey } from '../config/keyring.ts'

/** Prints a new encryption key; or keeps it in the keyring of the system, and prints what stands for it. */
export const keysGenerate: Command<CommandOptions['keys generate']> = async (context, { keyring }) => {
  if (keyring !== undefined) return intoKeyring(context, keyring === true ? 'default' : keyring)
  const { output } = context
  const key = generateKey()
  if (output.json) output.document({ key })
  else output.line(key)
  output.note(phrase`Keep it: without it nobody can read what it encrypted. OAUTH_TOKENS_KEY takes it.`)
}

async function intoKeyring({ output }: CommandContext, name: string): Promise<void> {
  // Several keys are told apart by commas.
  if (!/^[\w.-]{1,100}$/.test(name)) {
    throw new ConfigurationError(
      phrase`A name in the keyring is made of letters, digits, ".", "_" and "-", at most 100 of them.`,
      { code: 'invalid_name' },
    )
  }
  await keepNewKey(name, generateKey())
  const key = `${inKeyring}${name}`
  if (output.json) output.document({ key })
  else output.line(key)
  output.note(
    phrase`The key is in the keyring of this user. OAUTH_TOKENS_KEY=${key} uses it; it is nowhere else, and without it nobody can read what it encrypted.`,
  )
}
