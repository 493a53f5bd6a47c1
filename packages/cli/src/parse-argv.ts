import { phrase } from '@oauth-tokens/core/phrase'
import { CommanderError } from 'commander'
import type { CommandName, CommandOptions } from './command-options.ts'
import type { GlobalFlags } from './global-flags.ts'
import { helpTarget } from './help/help-target.ts'
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

export interface Reader {
  language: Language
  /** Columns that help may take. @default 80 */
  width?: number | undefined
  /** Is told which command it is before anything about it can be wrong. */
  chosen?(command: string): void
}

/** @throws UsageError */
export function parseArgv(argv: readonly string[], { language, width, chosen }: Reader): Invocation | Shown {
  let invocation: Omit<Invocation, 'flags'> | undefined
  let out = ''
  let err = ''
  let group: string | undefined
  const program = createProgram(
    (command, options) => {
      invocation = { command, options }
    },
    {
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      width,
    },
    language,
    argv[0],
  )
  program.hook('preSubcommand', (_program, command) => {
    group = command.name()
    chosen?.(group)
  })
  const hint = () => (group ? `oauth-tokens ${group} --help` : 'oauth-tokens --help')
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (/help/i.test(error.code) && (error.exitCode === 0 || program.args.includes('help'))) {
      out = ''
      helpTarget(program).outputHelp()
    } else if (error.exitCode !== 0) {
      throw parseFailure(error, { hint: hint(), help: err })
    }
    return { shown: out }
  }
  if (!invocation) throw new UsageError(phrase`A command is missing.`, { hint: hint() })
  if (invocation.command === 'exec' && !argv.includes('--')) {
    throw new UsageError(phrase`Put -- before the program, so that its flags are its own.`, { hint: hint() })
  }
  return { ...invocation, flags: program.opts<GlobalFlags>() }
}
