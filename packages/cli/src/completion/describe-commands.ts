import type { Argument, Command, Option } from 'commander'

/** What may stand somewhere: one of these words, an id that is looked up, a file, either, or what nobody can guess. */
export type Kind = readonly string[] | 'connection' | 'provider' | 'file' | 'adapter' | 'unknown'

export interface FlagDescription {
  name: string
  description: string
  /** Absent: it takes no value. */
  value?: Kind
}

export interface CommandDescription {
  /** Empty for the whole program, `keys rotate` for a command in a group. */
  path: string
  description: string
  flags: FlagDescription[]
  /** By position; of a group the names of its commands. */
  positions: Kind[]
  /** The last position may be repeated. */
  variadic: boolean
}

/** The grammar of the command line as completion needs it: the program first, then every command. */
export function describeCommands(program: Command): CommandDescription[] {
  const help = program.createHelp()
  const describe = (command: Command, path: string): CommandDescription[] => {
    // `keys help` works, and is of no help that `--help` is not.
    const below = help.visibleCommands(command).filter((one) => path === '' || one.name() !== 'help')
    const names = below.map((one) => one.name())
    const all = program.commands.map((one) => one.name())
    const own: CommandDescription = {
      path,
      description: command.summary() || command.description(),
      flags: help.visibleOptions(command).map(flagOf),
      positions:
        below.length > 0
          ? [names]
          : command.registeredArguments.map((one) => kindOf(one, path === 'help' ? all : [])),
      variadic: command.registeredArguments.at(-1)?.variadic ?? false,
    }
    return [own, ...below.flatMap((one) => describe(one, `${path} ${one.name()}`.trim()))]
  }
  const [whole, ...commands] = describe(program, '')
  if (!whole) return []
  const everywhere = whole.flags.filter(({ name }) => name !== '--version')
  return [whole, ...commands.map((command) => ({ ...command, flags: merged(command.flags, everywhere) }))]
}

function merged(own: FlagDescription[], everywhere: FlagDescription[]): FlagDescription[] {
  return [...own, ...everywhere.filter(({ name }) => !own.some((flag) => flag.name === name))]
}

function flagOf(option: Option): FlagDescription {
  const { long, short, description, argChoices, required } = option
  const name = long ?? short ?? ''
  // One that may stand alone: what follows may be anything.
  if (!required) return { name, description }
  if (argChoices) return { name, description, value: argChoices }
  if (name === '--provider') return { name, description, value: 'provider' }
  return { name, description, value: /<file>/.test(option.flags) ? 'file' : 'unknown' }
}

function kindOf(argument: Argument, commands: readonly string[]): Kind {
  const { argChoices } = argument
  if (argChoices) return argChoices
  switch (argument.name()) {
    case 'connection':
    case 'connections':
      return 'connection'
    case 'provider':
    case 'file':
    case 'adapter':
      return argument.name() as Kind
    case 'command':
      return commands.length > 0 ? commands : 'unknown'
    default:
      return 'unknown'
  }
}
