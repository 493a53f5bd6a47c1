import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from 'commander'
import type { Language } from '../language/language.ts'
import { describe } from './describe.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addTokenCommands(program: Command, select: Select, language: Language): void {
  const { say } = language
  describe(
    program.command('token'),
    language,
    phrase`Print a valid access token, refreshed if need be.`,
    phrase`If refreshing fails while the old token still lives, that one is printed, with a warning on stderr and status 0.`,
  )
    .argument('<connection>', say(phrase`connection id, as "oauth-tokens list" prints it`))
    .option('--min-ttl <duration>', say(phrase`it must still live that long, such as 5m`))
    .option('--header', say(phrase`print the HTTP header that carries it`))
    // Checked by the command: a parser here would repeat a token given in argv in its message.
    .option('--rejected <->', say(phrase`a token that was just refused is on stdin: get another`))
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
    .description(
      say(phrase`Redeem refresh tokens now; print the ids of the connections that were refreshed.`),
    )
    .argument('[connections...]', say(phrase`connection ids`))
    .option('--all', say(phrase`every connection`))
    .option('--due', say(phrase`only those whose access token has expired or soon will`))
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

  describe(
    program.command('watch'),
    language,
    phrase`Keep every connection fresh until stopped.`,
    phrase`On a terminal it shows what is in trouble, what comes next and what happened last; elsewhere each event is a line on stderr, with --json a document on stdout.`,
    phrase`SIGTERM ends it with status 0, Ctrl-C with 130, both after the refreshes under way.`,
  )
    .option('--plain', say(phrase`a line for each event on a terminal, too`))
    .addHelpText(
      'after',
      examples(language, 'oauth-tokens watch', 'oauth-tokens watch --json >> events.jsonl'),
    )
    .action((flags: { plain?: true }) => select('watch', flags))
}
