import type { Command } from 'commander'
import type { LoginOptions } from '../command-options.ts'
import type { Language } from '../language/language.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

type LoginFlags = Omit<LoginOptions, 'provider'>

const account = ['--account <id>', 'the account that must consent; any other is refused'] as const
const name = ['--name <name>', 'name for the account, where the provider does not tell'] as const

export function addLoginCommands(program: Command, select: Select, language: Language): void {
  program
    .command('login')
    .description('Authorize: open the browser, wait for the consent, print the connection id.')
    .argument('<provider>', 'provider id, as `oauth-tokens providers` lists it')
    .option(...account)
    .option(...name)
    .option('--no-browser', 'print the link only; wait for the browser that opens it')
    .option('--paste', 'ask for the address that the browser ended on, instead of listening')
    .option('--device', 'show a code and a link, for a consent on any device')
    .option(
      '--code <code>',
      'a code that was got elsewhere (mini app, self client), or - to read it from stdin',
    )
    // Checked by the command: a parser here would repeat a verifier given in argv in its message.
    .option('--code-verifier <->', 'its PKCE verifier is on stdin too, on a line after the code')
    .option('--param <name=value>', 'with --code: where the account lives, such as location=eu', collect)
    .option('--timeout <duration>', 'how long to wait for the consent, at most 10m', '10m')
    .addHelpText(
      'after',
      examples(language, 'oauth-tokens login zalo-oa', 'oauth-tokens login zoho --device'),
    )
    .action((provider: string, flags: LoginFlags) => select('login', { provider, ...flags }))

  program
    .command('url')
    .description('First half of a login: print an authorization link. `callback` is the other half.')
    .argument('<provider>', 'provider id')
    .option(...account)
    .option(...name)
    .addHelpText(
      'after',
      examples(language, 'oauth-tokens url zalo-oa', 'oauth-tokens url zalo-oa --account 579745863508352884'),
    )
    .action((provider: string, flags: { account?: string; name?: string }) =>
      select('url', { provider, ...flags }),
    )

  program
    .command('callback')
    .description(
      'Second half of a login, also on another machine with the same store: print the connection id.',
    )
    .argument(
      '<url>',
      'the address that the browser was sent to after the consent, or - to read it from stdin',
    )
    .addHelpText(
      'after',
      examples(
        language,
        `oauth-tokens callback 'http://127.0.0.1:8910/callback?code=…&state=…'`,
        'oauth-tokens callback - < address.txt',
      ),
    )
    .action((url: string) => select('callback', { url }))
}

function collect(pair: string, before: string[] = []): string[] {
  return [...before, pair]
}
