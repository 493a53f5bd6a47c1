import { phrase } from '@oauth-tokens/core/phrase'
import { Command, Option } from 'commander'
import { addCallingCommands } from './flags/calling-commands.ts'
import { addConnectionCommands } from './flags/connection-commands.ts'
import { examples } from './flags/examples.ts'
import { addKeyCommands } from './flags/key-commands.ts'
import { addLoginCommands } from './flags/login-commands.ts'
import { addOtherCommands } from './flags/other-commands.ts'
import type { Select } from './flags/select.ts'
import { addSetupCommands } from './flags/setup-commands.ts'
import { addTokenCommands } from './flags/token-commands.ts'
import { type Language, languages } from './language/language.ts'
import { version } from './version.ts'

/** The grammar of the command line. It runs nothing: the chosen command is handed to `select`. */
export function createProgram(
  select: Select,
  write: { out(text: string): void; err(text: string): void },
  language: Language,
): Command {
  const { say } = language
  const program = new Command('oauth-tokens')
    .description(
      say(phrase`Keeps OAuth tokens alive: authorize once, then any process gets a valid token at any time.`),
    )
    .version(version(), '--version', say(phrase`print the version`))
    .helpOption('--help', say(phrase`say how to use it`))
    .helpCommand('help [command]', say(phrase`say how to use a command`))
    .option('--json', say(phrase`print data as JSON, errors as JSON on stderr`))
    .option('--config <file>', say(phrase`configuration file (default: oauth-tokens.config.* here)`))
    .option('--store <url>', say(phrase`where tokens are kept, such as file:./tokens`))
    .addOption(
      new Option('--lang <language>', say(phrase`language of messages, English or Vietnamese`)).choices(
        languages,
      ),
    )
    .option('--quiet', say(phrase`say nothing but warnings and errors`))
    .option('--verbose', say(phrase`say more about what happens`))
    .configureHelp({
      showGlobalOptions: true,
      sortSubcommands: false,
      styleTitle: (title) => titled(title, say),
    })
    .configureOutput({ writeOut: write.out, writeErr: write.err, outputError: () => {} })
    .exitOverride()
    .addHelpText(
      'after',
      `\n${say(phrase`Exit status: 0 done, 1 unexpected, 2 usage or configuration, 3 no such connection or provider,
4 reauthorization required, 5 refused by the provider or login failed, 6 provider unreachable,
7 store unavailable or corrupt, 8 timed out waiting for another process, 130 interrupted.`)}
${examples(language, 'oauth-tokens login zalo-oa', 'TOKEN=$(oauth-tokens token zalo-oa:579745863508352884)')}`,
    )
  addLoginCommands(program, select, language)
  addTokenCommands(program, select, language)
  addCallingCommands(program, select, language)
  addConnectionCommands(program, select, language)
  addKeyCommands(program, select, language)
  addSetupCommands(program, select, language)
  addOtherCommands(program, select, language)
  return program
}

/** The headings of commander's help. */
function titled(title: string, say: Language['say']): string {
  switch (title) {
    case 'Usage:':
      return say(phrase`Usage:`)
    case 'Arguments:':
      return say(phrase`Arguments:`)
    case 'Options:':
      return say(phrase`Options:`)
    case 'Global Options:':
      return say(phrase`Global Options:`)
    case 'Commands:':
      return say(phrase`Commands:`)
    default:
      return title
  }
}
