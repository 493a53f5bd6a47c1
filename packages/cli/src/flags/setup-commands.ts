import { Argument, type Command } from 'commander'
import type { CommandOptions } from '../command-options.ts'
import type { Language } from '../language/language.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addSetupCommands(program: Command, select: Select, language: Language): void {
  program
    .command('doctor')
    .description(
      'Check configuration, keys, files, store, providers and connections; say what to do. ' +
        'Warnings leave the status 0; else the first failure decides: 2 configuration or keys, 6 provider, 7 store.',
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
    .description('Print the script that makes a shell complete commands, flags, connection and provider ids.')
    .addArgument(new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish']))
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
