import { CommanderError } from 'commander'
import type { CommandName, CommandOptions } from './command-options.ts'
import type { GlobalFlags } from './global-flags.ts'
import { createProgram } from './program.ts'
import { UsageError } from './usage-error.ts'

/** What the command line asks for. */
export interface Invocation<Name extends CommandName = CommandName> {
  command: Name
  options: CommandOptions[Name]
  flags: GlobalFlags
}

/** Help or version: text to print, and nothing to run. */
export interface Shown {
  shown: string
}

/** `chosen` is told which command it is before anything about it can be wrong. @throws UsageError */
export function parseArgv(
  argv: readonly string[],
  chosen: (command: string) => void = () => {},
): Invocation | Shown {
  let invocation: Omit<Invocation, 'flags'> | undefined
  let out = ''
  const program = createProgram(
    (command, options) => {
      invocation = { command, options }
    },
    {
      out: (text) => {
        out += text
      },
      err: () => {},
    },
  )
  program.hook('preSubcommand', (_program, command) => chosen(command.name()))
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { shown: out }
    throw usageError(error)
  }
  if (!invocation) throw new UsageError('No command was given.', { hint: 'oauth-tokens --help' })
  if (invocation.command === 'exec' && !argv.includes('--')) {
    throw new UsageError('Put -- before the program, so that its flags are its own.', {
      hint: 'oauth-tokens exec --help',
    })
  }
  return { ...invocation, flags: program.opts<GlobalFlags>() }
}

function usageError(error: CommanderError): UsageError {
  // The help that commander would print; no command at all is an error like any other.
  if (error.code === 'commander.help')
    return new UsageError('A command is missing.', { hint: 'oauth-tokens --help' })
  const message = error.message
    .replace(/^error: /, '')
    // What follows "=" may be a token that somebody gave in argv.
    .replace(/'(--?[^=']+)=[^']*'/, "'$1'")
    .replace(/\s*\n\s*/g, ' ')
  return new UsageError(`${message[0]?.toUpperCase()}${message.slice(1).replace(/([^.?!)])$/, '$1.')}`, {
    hint: 'oauth-tokens --help',
  })
}
