import { phrase } from '@oauth-tokens/core/phrase'
import { type Command, Option } from 'commander'
import type { CommandOptions } from '../command-options.ts'
import type { Language } from '../language/language.ts'
import { styleOf } from '../output/style.ts'
import { describe } from './describe.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addConnectionCommands(program: Command, select: Select, language: Language): void {
  const { say } = language
  describe(
    program.command('list'),
    language,
    phrase`List the connections.`,
    phrase`On a terminal --watch keeps the list up to date in place; elsewhere it prints a line for each change, with --json a document.`,
  )
    .option('--provider <id>', say(phrase`only those of this provider`))
    .addOption(
      new Option('--status <status>', say(phrase`only those in this state`)).choices(Object.keys(styleOf)),
    )
    .option('--watch', say(phrase`go on until stopped, and show every change`))
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens list --watch',
        `oauth-tokens list --status reauthorization-required --json | jq -r '.[].id'`,
      ),
    )
    .action((flags: CommandOptions['list']) => select('list', flags))

  program
    .command('show')
    .description(say(phrase`Show one connection in full, without secrets.`))
    .argument('<connection>', say(phrase`connection id`))
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens show zalo-oa:579745863508352884',
        'oauth-tokens show zalo-oa:579745863508352884 --json',
      ),
    )
    .action((connection: string) => select('show', { connection }))

  describe(
    program.command('explain'),
    language,
    phrase`Tell the history of a connection: who refreshed it, when, why, and with what answer.`,
    phrase`The oldest comes first; what its state means, and what to do next, is said on stderr.`,
  )
    .argument('<connection>', say(phrase`connection id`))
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens explain zalo-oa:579745863508352884',
        "oauth-tokens explain zalo-oa:579745863508352884 --json | jq '.[-1]'",
      ),
    )
    .action((connection: string) => select('explain', { connection }))

  program
    .command('revoke')
    .description(say(phrase`End the consent at the provider, and delete its tokens here.`))
    .argument('<connection>', say(phrase`connection id`))
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens revoke zoho:20080102001',
        'oauth-tokens revoke zoho:20080102001 --json',
      ),
    )
    .action((connection: string) => select('revoke', { connection }))

  describe(
    program.command('forget'),
    language,
    phrase`Delete a connection here.`,
    phrase`The provider is not told.`,
  )
    .argument('<connection>', say(phrase`connection id`))
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens forget zalo-oa:579745863508352884',
        'oauth-tokens forget zalo-oa:579745863508352884 --json',
      ),
    )
    .action((connection: string) => select('forget', { connection }))
}
