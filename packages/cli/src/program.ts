import { Command, Option } from 'commander'
import { addCallingCommands } from './flags/calling-commands.ts'
import { addConnectionCommands } from './flags/connection-commands.ts'
import { addKeyCommands } from './flags/key-commands.ts'
import { addLoginCommands } from './flags/login-commands.ts'
import { addOtherCommands } from './flags/other-commands.ts'
import type { Select } from './flags/select.ts'
import { addSetupCommands } from './flags/setup-commands.ts'
import { addTokenCommands } from './flags/token-commands.ts'
import { version } from './version.ts'

const statuses = `
Exit status: 0 done, 1 unexpected, 2 usage or configuration, 3 no such connection or provider,
4 reauthorization required, 5 refused by the provider or login failed, 6 provider unreachable,
7 store unavailable or corrupt, 8 timed out waiting for another process, 130 interrupted.`

/** The grammar of the command line. It runs nothing: the chosen command is handed to `select`. */
export function createProgram(
  select: Select,
  write: { out(text: string): void; err(text: string): void },
): Command {
  const program = new Command('oauth-tokens')
    .description('Keeps OAuth tokens alive: authorize once, then any process gets a valid token at any time.')
    .version(version(), '--version', 'print the version')
    .helpOption('--help', 'say how to use it')
    .helpCommand('help [command]', 'say how to use a command')
    .option('--json', 'print data as JSON, errors as JSON on stderr')
    .option('--config <file>', 'configuration file (default: oauth-tokens.config.* here)')
    .option('--store <url>', 'where tokens are kept, such as file:./tokens')
    .addOption(new Option('--lang <language>', 'language of messages; English so far').choices(['en', 'vi']))
    .option('--quiet', 'say nothing but warnings and errors')
    .option('--verbose', 'say more about what happens')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .configureOutput({ writeOut: write.out, writeErr: write.err, outputError: () => {} })
    .exitOverride()
    .addHelpText(
      'after',
      `${statuses}\n\nExamples:\n  $ oauth-tokens login zalo-oa\n  $ TOKEN=$(oauth-tokens token zalo-oa:579745863508352884)`,
    )
  addLoginCommands(program, select)
  addTokenCommands(program, select)
  addCallingCommands(program, select)
  addConnectionCommands(program, select)
  addKeyCommands(program, select)
  addSetupCommands(program, select)
  addOtherCommands(program, select)
  return program
}
