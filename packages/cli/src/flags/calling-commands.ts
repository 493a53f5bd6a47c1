import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from 'commander'
import type { ExecOptions, RequestOptions } from '../command-options.ts'
import type { Language } from '../language/language.ts'
import { describe } from './describe.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addCallingCommands(program: Command, select: Select, language: Language): void {
  const { say } = language
  describe(
    program.command('exec'),
    language,
    phrase`Run a program with a valid access token in its environment.`,
    phrase`Secrets of oauth-tokens itself are taken out of that environment.`,
    phrase`The exit status is the program's, 128 + n after signal n; a failure of oauth-tokens is 125, a program that cannot be run 126, one that is not there 127.`,
  )
    .argument('<connection>', say(phrase`connection id`))
    .argument('<command...>', say(phrase`after --: the program and its arguments`))
    .usage('[options] <connection> -- <command...>')
    .option('--env <name>', say(phrase`variable that gets the token`), 'ACCESS_TOKEN')
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

  describe(
    program.command('request'),
    language,
    phrase`Make an authorized call to the provider's API.`,
    phrase`It goes to a host of the provider or of allowHosts; a dead token is refreshed and the call made once more.`,
    phrase`The body goes to stdout as it comes; --verbose shows status and headers on stderr.`,
  )
    .argument('<connection>', say(phrase`connection id`))
    .argument('<method>', say(phrase`GET unless said otherwise; POST with --data`))
    .argument('[url]', say(phrase`address to call`))
    .usage('[options] <connection> [method] <url>')
    // Both are checked by the command: a parser here would repeat a secret given in argv in its message.
    .option(
      '--data <@file>',
      say(phrase`send the content of a file, or with - of stdin; JSON is labelled as such`),
    )
    .option(
      '--header <name: value>',
      say(phrase`add a header; a value of @FILE or - is read from there`),
      collect,
    )
    .option('--fail', say(phrase`end with status 5 when the answer is HTTP 400 or above`))
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens request zalo-oa:579745863508352884 https://openapi.zalo.me/v2.0/oa/getoa',
        "oauth-tokens request zoho:20080102001 https://www.zohoapis.com/crm/v8/Leads --data @lead.json --header 'X-Trace: 7' --fail",
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
