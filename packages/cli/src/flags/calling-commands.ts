import type { Command } from 'commander'
import type { ExecOptions, RequestOptions } from '../command-options.ts'
import type { Language } from '../language/language.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addCallingCommands(program: Command, select: Select, language: Language): void {
  program
    .command('exec')
    .description(
      'Run a program with a valid access token in its environment, without our own secrets in it. ' +
        'Its exit status is passed on, 128 + n after a signal; a failure of ours is 125, ' +
        'a program that cannot be run 126, one that is not there 127. With --json, errors are JSON.',
    )
    .argument('<connection>', 'connection id')
    .argument('<command...>', 'after --: the program and its arguments')
    .usage('[options] <connection> -- <command...>')
    .option('--env <name>', 'variable that gets the token', 'ACCESS_TOKEN')
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens exec zoho:20080102001 -- node report.mjs',
        'oauth-tokens exec zalo-oa:579745863508352884 --env ZALO_TOKEN -- ./send.sh --today',
      ),
    )
    .action((connection: string, command: string[], flags: Pick<ExecOptions, 'env'>) =>
      select('exec', { connection, command, ...flags }),
    )

  program
    .command('request')
    .description(
      'Make an authorized call to a host of the provider, or of allowHosts; a dead token is refreshed and the call ' +
        'made once more. The body goes to stdout as it comes; --verbose shows status and headers on stderr.',
    )
    .argument('<connection>', 'connection id')
    .argument('<method>', 'GET unless said otherwise; POST with --data')
    .argument('[url]', 'address to call')
    .usage('[options] <connection> [method] <url>')
    // Both are checked by the command: a parser here would repeat a secret given in argv in its message.
    .option('--data <@file>', 'send the content of a file, or with - of stdin; JSON is labelled as such')
    .option('--header <name: value>', 'add a header; a value of @FILE or - is read from there', collect)
    .option('--fail', 'end with status 5 when the answer is HTTP 400 or above')
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens request zalo-oa:579745863508352884 https://openapi.zalo.me/v2.0/oa/getoa',
        "oauth-tokens request zoho:20080102001 POST https://www.zohoapis.com/crm/v8/Leads --data @lead.json --header 'X-Trace: 7' --fail --json",
      ),
    )
    .action(
      (
        connection: string,
        first: string,
        second: string | undefined,
        flags: Pick<RequestOptions, 'data' | 'header' | 'fail'>,
      ) =>
        select('request', {
          connection,
          ...(second === undefined ? { url: first } : { method: first, url: second }),
          ...flags,
        }),
    )
}

function collect(header: string, before: string[] = []): string[] {
  return [...before, header]
}
