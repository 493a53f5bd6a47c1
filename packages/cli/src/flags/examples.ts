import { phrase } from '@oauth-tokens/core/phrase'
import type { Language } from '../language/language.ts'

/** The end of a command's help. */
export function examples({ say }: Language, ...lines: string[]): string {
  return `\n${say(phrase`Examples:`)}\n${lines.map((line) => `  $ ${line}`).join('\n')}`
}
