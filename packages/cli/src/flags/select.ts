import type { CommandName, CommandOptions } from '../command-options.ts'

/** Tells which command was called, with what. */
export type Select = <Name extends CommandName>(command: Name, options: CommandOptions[Name]) => void
