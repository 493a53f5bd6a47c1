import type { Command } from 'commander'
import { closest } from '../config/closest.ts'
import { unknownCommand } from '../parse-failure.ts'
import type { UsageError } from '../usage-error.ts'

/**
 * The command whose help was asked for, by `keys rotate --help`, `keys help rotate` or `help keys rotate` alike:
 * commander itself shows the help of what it knows, as if a misspelled name had not been there.
 * @throws UsageError when there is no such command
 */
export function helpTarget(program: Command): Command {
  let target = program
  for (const word of program.args) {
    if (word.startsWith('-') || target.commands.length === 0) break
    if (word === 'help') continue
    const found = target.commands.find((one) => one.name() === word)
    if (!found) throw unknown(word, target)
    target = found
  }
  return target
}

function unknown(word: string, group: Command): UsageError {
  const names = group.commands.map((one) => one.name())
  const hint = group.parent ? `oauth-tokens ${group.name()} --help` : 'oauth-tokens --help'
  return unknownCommand(word, closest(word, names), hint)
}
