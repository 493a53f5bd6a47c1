import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from 'commander'
import type { CommandOptions } from '../command-options.ts'
import type { Language } from '../language/language.ts'
import { describe } from './describe.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addKeyCommands(program: Command, select: Select, language: Language): void {
  const { say } = language
  const keys = program.command('keys').description(say(phrase`The keys that encrypt the stored tokens.`))
  keys
    .command('generate')
    .description(say(phrase`Print a new key, for OAUTH_TOKENS_KEY.`))
    .option(
      '--keyring [name]',
      say(
        phrase`keep it in the keyring of this system instead, as "default" or under this name, and print what stands for it`,
      ),
    )
    .addHelpText(
      'after',
      examples(
        language,
        'export OAUTH_TOKENS_KEY=$(oauth-tokens keys generate)',
        'export OAUTH_TOKENS_KEY=$(oauth-tokens keys generate --keyring)',
      ),
    )
    .action((flags: CommandOptions['keys generate']) => select('keys generate', { ...flags }))

  describe(
    keys.command('list'),
    language,
    phrase`List the keys by their ids, and how much each of them has encrypted.`,
    phrase`A key itself is never shown.`,
  )
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens keys list',
        `oauth-tokens keys list --json | jq -r '.keys[] | select(.role == "missing").id'`,
      ),
    )
    .action(() => select('keys list', {}))

  describe(
    keys.command('rotate'),
    language,
    phrase`Encrypt every connection anew, with the first key.`,
    phrase`It goes on where an earlier run ended; Ctrl-C stops it between two connections.`,
  )
    .addHelpText(
      'after',
      examples(
        language,
        'OAUTH_TOKENS_KEY="$NEW_KEY,$OLD_KEY" oauth-tokens keys rotate',
        'oauth-tokens keys rotate --json',
      ),
    )
    .action(() => select('keys rotate', {}))
}
