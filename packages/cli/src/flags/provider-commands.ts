import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from 'commander'
import type { CommandOptions } from '../command-options.ts'
import type { Language } from '../language/language.ts'
import { describe } from './describe.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addProviderCommands(program: Command, select: Select, language: Language): void {
  const { say } = language
  const providers = program
    .command('providers')
    .description(say(phrase`The configured providers, and tests for your own.`))
  describe(
    providers.command('list', { isDefault: true }),
    language,
    phrase`List the configured providers, without secrets.`,
    phrase`"oauth-tokens providers" alone does the same.`,
  )
    .option('--ids', say(phrase`only their ids; no adapter is loaded`))
    .addHelpText('after', examples(language, 'oauth-tokens providers', 'oauth-tokens providers --json'))
    .action((flags: CommandOptions['providers list']) => select('providers list', { ...flags }))

  describe(
    providers.command('test'),
    language,
    phrase`Test an adapter of your own against what every adapter must do.`,
    phrase`It is called on this machine only, with answers that were recorded or, without recordings, standard ones.`,
    phrase`The status is 1 when a check fails.`,
  )
    .argument('<adapter>', say(phrase`a module, a package, or the id of a configured provider`))
    .option(
      '--recordings <file>',
      say(phrase`answers of the provider and what they mean (default: NAME.recordings.json beside a module)`),
    )
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens providers test ./my-provider.mjs',
        'oauth-tokens providers test acme --recordings acme.recordings.json --json',
      ),
    )
    .action((provider: string, flags: { recordings?: string }) =>
      select('providers test', { provider, ...flags }),
    )
}
