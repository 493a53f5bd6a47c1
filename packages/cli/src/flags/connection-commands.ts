import type { Command } from 'commander'
import type { ImportOptions } from '../command-options.ts'
import type { Language } from '../language/language.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addConnectionCommands(program: Command, select: Select, language: Language): void {
  program
    .command('list')
    .description('List the connections.')
    .addHelpText(
      'after',
      examples(language, 'oauth-tokens list', `oauth-tokens list --json | jq -r '.[].id'`),
    )
    .action(() => select('list', {}))

  program
    .command('show')
    .description('Show one connection in full, without secrets.')
    .argument('<connection>', 'connection id')
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens show zalo-oa:579745863508352884',
        'oauth-tokens show zalo-oa:579745863508352884 --json',
      ),
    )
    .action((connection: string) => select('show', { connection }))

  program
    .command('explain')
    .description(
      'Tell the history of a connection, oldest first: who refreshed it, when, why, and with what answer. ' +
        'What its state means, and what to do next, is said on stderr.',
    )
    .argument('<connection>', 'connection id')
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
    .command('import')
    .description('Take over tokens that something else got: token JSON, an array of it, or JSON lines.')
    .argument('[file]', 'file to read; - or none: stdin')
    .option('--provider <id>', 'whose tokens they are, where the JSON does not say')
    .option('--account <id>', 'the account they belong to, where the JSON does not say')
    .option('--issued-at <time>', 'when they were issued, ISO 8601 or epoch seconds (default: now)')
    .option('--force', 'import even what is known to be spent')
    .option('--check', 'ask the provider whose tokens they are')
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens import answer.json --provider zalo-oa --account 579745863508352884',
        'oauth-tokens import tokens.jsonl --json',
      ),
    )
    .action((file: string | undefined, flags: Omit<ImportOptions, 'file'>) =>
      select('import', { ...(file !== undefined && { file }), ...flags }),
    )

  program
    .command('revoke')
    .description('End the consent at the provider, and delete its tokens here.')
    .argument('<connection>', 'connection id')
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens revoke zoho:20080102001',
        'oauth-tokens revoke zoho:20080102001 --json',
      ),
    )
    .action((connection: string) => select('revoke', { connection }))

  program
    .command('forget')
    .description('Delete a connection here. The provider is not told.')
    .argument('<connection>', 'connection id')
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
