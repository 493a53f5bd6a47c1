import type { Command } from 'commander'
import type { Language } from '../language/language.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addKeyCommands(program: Command, select: Select, language: Language): void {
  const keys = program.command('keys').description('The keys that encrypt the stored tokens.')
  keys
    .command('generate')
    .description('Print a new key, for OAUTH_TOKENS_KEY.')
    .addHelpText(
      'after',
      examples(
        language,
        'export OAUTH_TOKENS_KEY=$(oauth-tokens keys generate)',
        'oauth-tokens keys generate --json',
      ),
    )
    .action(() => select('keys generate', {}))

  keys
    .command('list')
    .description('List the keys by their ids, and how much is sealed with each. Never shows a key.')
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens keys list',
        `oauth-tokens keys list --json | jq -r '.keys[] | select(.role == "missing").id'`,
      ),
    )
    .action(() => select('keys list', {}))

  keys
    .command('rotate')
    .description(
      'Seal every connection with the first key. Goes on where an earlier run ended; Ctrl-C stops it between two connections.',
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
