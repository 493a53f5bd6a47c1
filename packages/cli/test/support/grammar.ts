import type { Command } from 'commander'
import { english, type Language } from '../../src/language/language.ts'
import { parseArgv } from '../../src/parse-argv.ts'
import { createProgram } from '../../src/program.ts'

export interface GrammarCommand {
  /** `keys rotate` */
  path: string
  command: Command
}

/** Every command that does something, as the grammar has it. */
export function grammar(language: Language = english): { program: Command; commands: GrammarCommand[] } {
  const program = createProgram(() => {}, { out() {}, err() {} }, language)
  const below = (parent: Command, path: string): GrammarCommand[] =>
    parent.commands.flatMap((command) => {
      const name = `${path} ${command.name()}`.trim()
      return command.commands.length > 0 ? below(command, name) : [{ path: name, command }]
    })
  return { program, commands: below(program, '') }
}

/** The whole help of a command; of the program for an empty path. */
export function helpOf(path: string, language: Language, width?: number): string {
  const shown = parseArgv([...path.split(' ').filter(Boolean), '--help'], { language, width })
  if (!('shown' in shown)) throw new Error(`${path} has no help`)
  return shown.shown
}

/** What follows `$` in a help, as somebody would paste it. */
export function examplesIn(help: string): string[] {
  return [...help.matchAll(/^ {2}\$ ((?:.*\\\n)*.*)/gm)].map(([, line = '']) => line)
}
