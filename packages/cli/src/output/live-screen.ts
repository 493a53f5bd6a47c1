import type { CommandContext } from '../command.ts'
import type { Context } from '../context.ts'

export interface LiveScreen {
  /** Draws anew, soon. */
  changed(): void
  /** Gives the terminal back as it was. */
  end(): void
}

/** What is drawn in a terminal of this size: not more lines than rows. */
export type Picture = (columns: number, rows: number) => readonly string[]

// The alternate screen, without a cursor, and without wrapping: between a resize and the next picture a line may be too long.
const enter = '\u001b[?1049h\u001b[?25l\u001b[?7l'
const leave = '\u001b[?7h\u001b[?25h\u001b[?1049l'

/** Changes that come together are drawn together, ms. */
const together = 50
/** Times pass, and typed keys are wiped away. */
const interval = 1_000

/** Erases what stands under the lines. */
function below(lines: readonly string[], rows: number): string {
  return lines.length < rows ? '\r\n\u001b[J' : ''
}

/**
 * A picture over the whole terminal, kept up to date until the signal aborts or it is ended. While the process is
 * suspended or in the background, the terminal is the shell's.
 */
export function liveScreen(
  { signal, inBackground, onSuspend }: Pick<CommandContext, 'signal' | 'inBackground' | 'onSuspend'>,
  stream: Context['stdout'],
  picture: Picture,
): LiveScreen {
  let soon: NodeJS.Timeout | undefined
  let ended = signal.aborted
  let entered = false
  const give = () => {
    if (entered) stream.write(leave)
    entered = false
  }
  const take = () => {
    if (!entered && !inBackground()) {
      stream.write(enter)
      entered = true
    }
    return entered
  }
  const draw = () => {
    clearTimeout(soon)
    soon = undefined
    // A terminal that does not keep up gets the next one.
    if (ended || stream.writableNeedDrain || !take()) return
    const { columns = 80, rows = 24 } = stream
    const lines = picture(columns, rows).slice(0, rows)
    // Erased before, not after: behind a full line the cursor stands on its last character.
    stream.write(`\u001b[H${lines.map((line) => `\u001b[2K${line}`).join('\r\n')}${below(lines, rows)}`)
  }
  const end = () => {
    if (ended) return
    ended = true
    clearTimeout(soon)
    clearInterval(ticking)
    stream.off('resize', draw)
    signal.removeEventListener('abort', end)
    unsuspend()
    give()
  }
  const ticking = setInterval(draw, interval)
  if (ended) {
    clearInterval(ticking)
    return { changed() {}, end }
  }
  const unsuspend = onSuspend(give, draw)
  stream.on('resize', draw)
  // At once, so that what is said because of it is read on the screen that stays.
  signal.addEventListener('abort', end)
  draw()
  return {
    changed() {
      if (!ended) soon ??= setTimeout(draw, together)
    },
    end,
  }
}
