import { joined, phrase } from '@oauth-tokens/core/phrase'
import { Command, Option } from 'commander'
import { addCallingCommands } from './flags/calling-commands.ts'
import { commandsNamed } from './flags/commands-by-name.ts'
import { addConnectionCommands } from './flags/connection-commands.ts'
import { examples } from './flags/examples.ts'
import { addKeyCommands } from './flags/key-commands.ts'
import { addLoginCommands } from './flags/login-commands.ts'
import { addOtherCommands } from './flags/other-commands.ts'
import { addProviderCommands } from './flags/provider-commands.ts'
import type { Select } from './flags/select.ts'
import { addSetupCommands } from './flags/setup-commands.ts'
import { addTokenCommands } from './flags/token-commands.ts'
import { addTransferCommands } from './flags/transfer-commands.ts'
import { environmentVariables } from './help/environment-variables.ts'
import { exitStatuses } from './help/exit-statuses.ts'
import { helpSection, helpStyle } from './help/help-style.ts'
import { type Language, languages } from './language/language.ts'
import { version } from './version.ts'

export interface Write {
  out(text: string): void
  err(text: string): void
  /** Columns that help may take. @default 80 */
  width?: number | undefined
}

/**
 * The grammar of the command line. It runs nothing: the chosen command is handed to `select`. `first`: the first word of
 * the command line; if it names a command only a few are made, because to make all takes as long as to read a token.
 */
export function createProgram(select: Select, write: Write, language: Language, first?: string): Command {
  const { say } = language
  const helpCommand = ['help [command]', say(phrase`Say how to use a command.`)] as const
  const program = new Command('oauth-tokens')
    .description(
      say(phrase`Keeps OAuth tokens alive: authorize once, then any process gets a valid token at any time.`),
    )
    .version(version(), '-V, --version', say(phrase`print the version`))
    .helpOption('-h, --help', say(phrase`say how to use it`))
    .helpCommand(...helpCommand)
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
    .configureHelp(helpStyle(language))
    .configureOutput({
      writeOut: write.out,
      writeErr: write.err,
      outputError: () => {},
      getOutHelpWidth: () => write.width ?? 80,
      getErrHelpWidth: () => write.width ?? 80,
    })
    .exitOverride()
  const addFew = commandsNamed(first)
  if (addFew) addFew(program, select, language)
  else addAll(program, select, language)
  // Once more: it stands in the group that is set when it is named.
  program.helpCommand(...helpCommand)
  addClosingWords(program, language, write.width)
  return program
}

function addAll(program: Command, select: Select, language: Language): void {
  const { say } = language
  program.commandsGroup(say(phrase`Log in:`))
  addLoginCommands(program, select, language)
  program.commandsGroup(say(phrase`Use tokens:`))
  addTokenCommands(program, select, language)
  addCallingCommands(program, select, language)
  program.commandsGroup(say(phrase`Connections and keys:`))
  addConnectionCommands(program, select, language)
  addTransferCommands(program, select, language)
  addKeyCommands(program, select, language)
  program.commandsGroup(say(phrase`Set up:`))
  addSetupCommands(program, select, language)
  addProviderCommands(program, select, language)
  addOtherCommands(program, select, language)
}

/** What stands below each help: examples come with the commands, the rules that hold for all of them last. */
function addClosingWords(program: Command, language: Language, width = 80): void {
  const { say } = language
  const help = program.createHelp()
  help.prepareContext({ helpWidth: width })
  // Put together when they are read: hardly any command line asks for help.
  const environment = () => environmentVariables.map(([name, meaning]) => [name, say(meaning)] as const)
  const statuses = () => exitStatuses.map(([status, meaning]) => joined([String(status), meaning]))
  const rules = () => [
    phrase`Exit status: ${joined(statuses(), '; ')}.`,
    phrase`stdout carries data only; everything else that is said goes to stderr.`,
  ]
  program
    .addHelpText('after', () => `\n${helpSection(help, say(phrase`Environment:`), environment())}`)
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens login zalo-oa',
        'TOKEN=$(oauth-tokens token zalo-oa:579745863508352884)',
      ),
    )
    .addHelpText(
      'afterAll',
      () =>
        `\n${rules()
          .map((rule) => help.boxWrap(say(rule), width))
          .join('\n')}`,
    )
}
