import type { Command } from 'commander'
import type { Language } from '../language/language.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addTokenCommands(program: Command, select: Select, language: Language): void {
  program
    .command('token')
    .description('Print a valid access token, refreshed if need be.')
    .argument('<connection>', 'connection id, as `oauth-tokens list` prints it')
    .option('--min-ttl <duration>', 'it must still live that long, such as 5m')
    .option('--header', 'print the HTTP header that carries it')
    // Checked by the command: a parser here would repeat a token given in argv in its message.
    .option('--rejected <->', 'a token that was just refused is on stdin: get another')
    .addHelpText(
      'after',
      examples(
        language,
        'TOKEN=$(oauth-tokens token zalo-oa:579745863508352884)',
        'curl -H "$(oauth-tokens token zalo-oa:579745863508352884 --header)" https://openapi.zalo.me/v2.0/oa/getoa',
      ),
    )
    .action((connection: string, flags: { minTtl?: string; header?: true; rejected?: '-' }) =>
      select('token', { connection, ...flags }),
    )

  program
    .command('refresh')
    .description('Redeem refresh tokens now; print the ids of the connections that were refreshed.')
    .argument('[connections...]', 'connection ids')
    .option('--all', 'every connection')
    .option('--due', 'only those whose access token has expired or soon will')
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens refresh zalo-oa:579745863508352884',
        'oauth-tokens refresh --due --json',
      ),
    )
    .action((connections: string[], flags: { all?: true; due?: true }) =>
      select('refresh', { connections, ...flags }),
    )

  program
    .command('watch')
    .description(
      'Keep every connection fresh until stopped. Events go to stderr, or with --json to stdout. ' +
        'SIGTERM ends it with status 0, Ctrl-C with 130, both after the refreshes under way.',
    )
    .addHelpText(
      'after',
      examples(language, 'oauth-tokens watch', 'oauth-tokens watch --json >> events.jsonl'),
    )
    .action(() => select('watch', {}))
}
