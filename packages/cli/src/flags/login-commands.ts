import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from 'commander'
import type { LoginOptions } from '../command-options.ts'
import type { Language } from '../language/language.ts'
import { UsageError } from '../usage-error.ts'
import { describe } from './describe.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

type LoginFlags = Omit<LoginOptions, 'provider'>

/** By one command: whoever consents sits there for each. */
const mostLogins = 1000

export function addLoginCommands(program: Command, select: Select, language: Language): void {
  const { say } = language
  const account = [
    '--account <id>',
    say(phrase`the account that must consent; any other is refused`),
  ] as const
  const name = ['--name <name>', say(phrase`name for the account, where the provider does not tell`)] as const

  program
    .command('login')
    .description(say(phrase`Authorize: open the browser, wait for the consent, print the connection id.`))
    .argument('<provider>', say(phrase`provider id, as "oauth-tokens providers" lists it`))
    .option(
      '--account <id>',
      say(phrase`the account that must consent, any other is refused; repeat it for several`),
      collect,
    )
    .option('--count <number>', say(phrase`log in so many accounts, one after the other`), countOf)
    .option(...name)
    .option('--no-browser', say(phrase`open no browser: show the link, as text and as a QR code`))
    .option('--paste', say(phrase`ask for the address that the browser ended on, instead of listening`))
    .option('--device', say(phrase`show a code and a link, for a consent on any device`))
    .option(
      '--code <code>',
      say(phrase`a code that was got elsewhere (mini app, self client), or - to read it from stdin`),
    )
    // Checked by the command: a parser here would repeat a verifier given in argv in its message.
    .option('--code-verifier <->', say(phrase`its PKCE verifier is on stdin too, on a line after the code`))
    .option(
      '--param <name=value>',
      say(phrase`with --code: where the account lives, such as location=eu`),
      collect,
    )
    .option(
      '--timeout <duration>',
      say(phrase`how long to wait for the consent (default: as long as the link is good)`),
    )
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens login zalo-oa',
        'oauth-tokens login zalo-oa --account 579745863508352884 --account 246845883529197922',
        'oauth-tokens login zoho --device',
      ),
    )
    .action((provider: string, flags: LoginFlags) => select('login', { provider, ...flags }))

  describe(
    program.command('url'),
    language,
    phrase`First half of a login: print an authorization link.`,
    phrase`The other half is "oauth-tokens callback"; both together may take 10 minutes.`,
  )
    .argument('<provider>', say(phrase`provider id`))
    .option(...account)
    .option(...name)
    .addHelpText(
      'after',
      examples(language, 'oauth-tokens url zalo-oa', 'oauth-tokens url zalo-oa --account 579745863508352884'),
    )
    .action((provider: string, flags: { account?: string; name?: string }) =>
      select('url', { provider, ...flags }),
    )

  describe(
    program.command('callback'),
    language,
    phrase`Second half of a login: take the redirected address, print the connection id.`,
    phrase`It also works in another process, or on another machine with the same store.`,
  )
    .argument(
      '<url>',
      say(phrase`the address that the browser was sent to after the consent, or - to read it from stdin`),
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

function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}

function countOf(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= mostLogins) return count
  throw new UsageError(phrase`--count takes a number from 1 to ${mostLogins}.`)
}
