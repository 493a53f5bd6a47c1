import { joined, type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { CommanderError } from 'commander'
import { UsageError } from './usage-error.ts'

/** What commander says, by its code, with the names in it; its sentences themselves exist in English only. */
const sayings: Readonly<Record<string, { said: RegExp; as(...names: string[]): Phrase }>> = {
  // The help that commander would print; no command at all is an error like any other.
  'commander.help': { said: /^/, as: () => phrase`A command is missing.` },
  'commander.unknownCommand': { said: /'(.*?)'/, as: (name) => phrase`Unknown command '${name}'.` },
  // What follows "=" may be a token that somebody gave in argv.
  'commander.unknownOption': { said: /'(--?[^=']+)/, as: (name) => phrase`Unknown option '${name}'.` },
  'commander.missingArgument': {
    said: /argument '(.*?)'/,
    as: (name) => phrase`Missing required argument '${name}'.`,
  },
  'commander.optionMissingArgument': {
    said: /option '(.*?)'/,
    as: (name) => phrase`Option '${name}': argument missing.`,
  },
  'commander.excessArguments': {
    said: /arguments for '(.*?)'.*? (\d+) arguments? but got (\d+)/,
    as: (name, wanted, given) =>
      phrase`Too many arguments for '${name}': expected ${wanted}, received ${given}.`,
  },
  'commander.invalidArgument': {
    said: /^error: (?:option '(.*?)' argument|command-argument value) '.*?' is invalid(?: for argument '(.*?)')?\. (.*)$/s,
    as: (option, argument, why = '') => phrase`The value of ${option ?? argument} is invalid. ${reason(why)}`,
  },
}

/**
 * @param error of commander, which ended the parsing
 * @param next the command to run next, and the help that commander would have printed on stderr
 */
export function parseFailure(error: CommanderError, next: { hint: string; help: string }): UsageError {
  const saying = sayings[error.code]
  const found = saying?.said.exec(error.message)
  if (!saying || !found) return new UsageError(error.message.replace(/^error: /, ''), next)
  const [, near] = /\(Did you mean (?:one of )?(.*?)\?\)/.exec(error.message) ?? []
  return new UsageError(suggesting(saying.as(...found.slice(1)), near), next)
}

/** @param near the command that was probably meant */
export function unknownCommand(name: string, near: string | undefined, hint: string): UsageError {
  return new UsageError(suggesting(phrase`Unknown command '${name}'.`, near), { hint })
}

function suggesting(sentence: Phrase, near: string | undefined): Phrase {
  return near ? joined([sentence, phrase`Did you mean ${near}?`]) : sentence
}

/** Of a value that is not allowed. */
function reason(why: string): Phrase | string {
  const [, choices] = /^Allowed choices are (.*)\.$/.exec(why) ?? []
  return choices === undefined ? why : phrase`Allowed choices are ${choices}.`
}
