import { joined, type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { Argument, Help, HelpConfiguration, Option } from 'commander'
import type { Language } from '../language/language.ts'

/** How help looks: commander's layout, in the reader's language. */
export function helpStyle({ say }: Language): HelpConfiguration {
  return {
    showGlobalOptions: true,
    sortSubcommands: false,
    // Also in a narrow terminal descriptions stay a column of their own.
    minWidthToWrap: 20,
    styleTitle: (title) => titled(title, say),
    styleUsage: (usage) => placed(usage, say),
    // Their arguments stand in their own help: here they would take the room that the descriptions need.
    subcommandTerm: (command) => command.name(),
    optionDescription: (option) => say(joined([option.description, ...remarks(option)])),
    argumentDescription: (argument) => say(joined([argument.description, ...remarks(argument)])),
  }
}

/** Lines under a heading, as commander sets them. */
export function helpSection(
  help: Help,
  heading: string,
  items: readonly (readonly [term: string, description: string])[],
): string {
  const width = Math.max(...items.map(([term]) => help.displayWidth(term)))
  return [
    heading,
    ...items.map(([term, description]) => help.formatItem(term, width, description, help)),
  ].join('\n')
}

/** The words of a usage line that name nothing of ours. */
function placed(usage: string, say: Language['say']): string {
  return usage
    .replace('[options]', `[${say(phrase`options`)}]`)
    .replace(/ \[command\]$/, ` [${say(phrase`command`)}]`)
}

function remarks({ argChoices, defaultValue }: Option | Argument): Phrase[] {
  return [
    ...(argChoices ? [phrase`(one of ${argChoices.join(', ')})`] : []),
    // The default of a --no-… flag is true, and says nothing.
    ...(typeof defaultValue === 'string' ? [phrase`(default: ${defaultValue})`] : []),
  ]
}

/** The headings of commander's help. */
function titled(title: string, say: Language['say']): string {
  switch (title) {
    case 'Usage:':
      return say(phrase`Usage:`)
    case 'Arguments:':
      return say(phrase`Arguments:`)
    case 'Options:':
      return say(phrase`Options:`)
    case 'Global Options:':
      return say(phrase`Global options:`)
    case 'Commands:':
      return say(phrase`Commands:`)
    default:
      return title
  }
}
