import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { isLively } from '../output/style.ts'

// Of the colours that no theme changes: on its own background the code is dark on light in every terminal.
const ink = '\u001b[38;5;231;48;5;16m'
const reset = '\u001b[0m'

/** Light modules around it, without which a camera does not find it. */
const quietZone = 2

/** Longer ones have a code that no terminal has room for. */
const longest = 2000

/** Shows a link as a QR code on stderr, where that is a terminal with enough room for it and for so many lines below. */
export async function showQrCode(
  { stderr, env, flags, output }: CommandContext,
  link: string,
  below: number,
): Promise<void> {
  if (flags.json || flags.quiet || !isLively(stderr, env) || link.length > longest) return
  const { renderUnicodeCompact } = await import('uqr')
  const lines = renderUnicodeCompact(link, { border: quietZone }).split('\n')
  const { columns = 80, rows = 24 } = stderr
  // In the last column some terminals wrap.
  const needed = { columns: (lines[0]?.length ?? 0) + 1, rows: lines.length + below }
  if (needed.columns > columns || needed.rows > rows) {
    // Cut off or scrolled away it would be of no use.
    return output.note(phrase`In a window of ${needed.columns}×${needed.rows} it is shown as a QR code too.`)
  }
  const coloured = env.NO_COLOR ? lines : lines.map((line) => `${ink}${line}${reset}`)
  stderr.write(`${coloured.join('\n')}\n`)
}
