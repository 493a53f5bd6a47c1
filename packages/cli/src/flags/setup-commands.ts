import { phrase } from '@oauth-tokens/core/phrase'
import { Argument, type Command, Option } from 'commander'
import { adapters } from '../adapters.ts'
import type { CommandOptions } from '../command-options.ts'
import type { Language } from '../language/language.ts'
import { describe } from './describe.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addSetupCommands(program: Command, select: Select, language: Language): void {
  const { say } = language
  describe(
    program.command('init'),
    language,
    phrase`Ask which providers, write the configuration and .env, make a key.`,
    phrase`Providers are added to a configuration that is there already.`,
    phrase`Whatever flags and variables (ZALO_OA_CLIENT_ID, …) say is not asked; off a terminal they must say everything.`,
  )
    .addOption(
      new Option(
        '--provider <name...>',
        say(phrase`what to set up; sandbox: emulated ones, to try it out`),
      ).choices([...Object.keys(adapters), 'sandbox']),
    )
    .option(
      '--set <option=value...>',
      say(phrase`an answer, such as clientId=123; with several providers zoho.clientId=1000.ABC`),
    )
    .option(
      '--secrets <file>',
      say(phrase`file with lines such as ZOHO_CLIENT_SECRET=…, or - to read them from stdin`),
    )
    .addOption(
      new Option(
        '--key <place>',
        say(phrase`where the new key is kept: in .env, in a file of this user, in the system's keyring`),
      ).choices(['env', 'file', 'keyring']),
    )
    .option('--yes', say(phrase`ask nothing: take what is usual`))
    .option('--force', say(phrase`replace values that .env has already`))
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens init',
        'printf \'ZOHO_CLIENT_SECRET=%s\\n\' "$SECRET" | oauth-tokens init --provider zoho --set clientId=1000.ABC --secrets -',
      ),
    )
    .action((flags: CommandOptions['init']) => select('init', { ...flags }))

  describe(
    program.command('doctor'),
    language,
    phrase`Check configuration, keys, files, store, providers and connections; say what to do.`,
    phrase`Warnings leave the status 0; else the first failure decides: 2 configuration or keys, 6 provider, 7 store.`,
  )
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens doctor',
        `oauth-tokens doctor --json | jq '.findings[] | select(.level != "ok")'`,
      ),
    )
    .action(() => select('doctor', {}))

  program
    .command('completion')
    .description(
      say(phrase`Print the script that makes a shell complete commands, flags, connection and provider ids.`),
    )
    .addArgument(new Argument('<shell>', say(phrase`your shell`)).choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      examples(
        language,
        'source <(oauth-tokens completion bash)',
        'oauth-tokens completion fish > ~/.config/fish/completions/oauth-tokens.fish',
      ),
    )
    .action((shell: CommandOptions['completion']['shell']) => select('completion', { shell }))
}
