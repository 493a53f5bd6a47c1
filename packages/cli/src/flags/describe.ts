import { joined, type Phrase } from '@oauth-tokens/core/phrase'
import type { Command } from 'commander'
import type { Language } from '../language/language.ts'

/** What a command does: the first sentence stands in the list of all commands, every one in the command's own help. */
export function describe(command: Command, { say }: Language, first: Phrase, ...more: Phrase[]): Command {
  return command.summary(say(first)).description(say(joined([first, ...more])))
}
