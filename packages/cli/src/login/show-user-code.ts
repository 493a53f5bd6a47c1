import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { clean } from '../output/clean.ts'
import { isLively, paintOn } from '../output/style.ts'
import { textWidth } from '../output/text-width.ts'

/** Shows the code that the owner types in, or compares: large on a terminal, and with --quiet too. */
export function showUserCode(
  { stderr, env, flags, output }: CommandContext,
  userCode: string,
  compared: boolean,
): void {
  const code = clean(userCode)
  if (flags.json || flags.quiet || !isLively(stderr, env)) {
    output.say(phrase`Code: ${code}`)
    return
  }
  output.note(compared ? phrase`Check that the page shows this code:` : phrase`Type this code there:`)
  const edge = '─'.repeat(textWidth(code) + 6)
  const paint = paintOn(stderr, env)
  const box = [`  ╭${edge}╮`, `  │   ${paint(code, 'strong')}   │`, `  ╰${edge}╯`]
  output.raw(box.join('\n'))
}
