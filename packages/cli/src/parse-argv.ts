import { phrase } from '@oauth-tokens/core/phrase'
import { CommanderError } from 'commander'
import type { CommandName, CommandOptions } from './command-options.ts'
import type { GlobalFlags } from './global-flags.ts'
import type { Language } from './language/language.ts'
import { parseFailure } from './parse-failure.ts'
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
  language: Language,
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
    language,
  )
  program.hook('preSubcommand', (_program, command) => chosen(command.name()))
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { shown: out }
    throw parseFailure(error)
  }
  if (!invocation) throw new UsageError(phrase`A command is missing.`, { hint: 'oauth-tokens --help' })
  if (invocation.command === 'exec' && !argv.includes('--')) {
    throw new UsageError(phrase`Put -- before the program, so that its flags are its own.`, {
      hint: 'oauth-tokens exec --help',
    })
  }
  return { ...invocation, flags: program.opts<GlobalFlags>() }
}
