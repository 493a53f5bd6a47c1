import { type AutoRefresh, isTrouble, type Logger, type TokenEvent } from '@oauth-tokens/core'
import { joined, type Said } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import type { House } from '../compose.ts'
import { liveConnections } from '../live-connections.ts'
import { liveScreen } from '../output/live-screen.ts'
import type { Output } from '../output/output.ts'
import { paintOn, type Style } from '../output/style.ts'
import { untilStopped } from '../until-stopped.ts'
import { eventText } from './event-text.ts'
import { sheet } from './sheet.ts'
import type { Tally } from './tally.ts'
import { type Noted, watchView } from './watch-view.ts'

/** What is kept to be shown: more than the tallest terminal has lines. */
const most = 200

export interface NoteBook {
  readonly notes: readonly Noted[]
  /** What is said goes into the view as long as there is one: between its lines it would be wiped away. */
  output: Output
  logger: Logger
  event(event: TokenEvent): void
  /** The screen is ours or gone. */
  view(changed: (() => void) | undefined): void
}

export function noteBook({ output, now }: Pick<CommandContext, 'output' | 'now'>): NoteBook {
  const notes: Noted[] = []
  let changed: (() => void) | undefined
  const note = (said: Said, style?: Style) => {
    notes.push({ at: now(), said, style })
    if (notes.length > most) notes.shift()
    changed?.()
  }
  const warning = (said: Said) => (changed ? note(said, 'caution') : output.warning(joined([said])))
  return {
    notes,
    output: { ...output, warning },
    logger: { debug() {}, info() {}, warn: warning, error: warning },
    event(event) {
      if (event.type !== 'rescued') note(eventText(event), isTrouble(event.type) ? 'caution' : undefined)
    },
    view(next) {
      changed = next
    },
  }
}

/** The live view, until it is stopped. */
export async function watchLive(
  context: CommandContext,
  house: House,
  auto: Pick<AutoRefresh, 'upcoming'>,
  book: NoteBook,
  tally: Tally,
): Promise<void> {
  const { stderr, env, output, signal, now } = context
  let drawn: ReturnType<typeof liveScreen> | undefined
  const live = await liveConnections(house, signal, { changed: () => drawn?.changed() })
  const paint = paintOn(stderr, env)
  const picture = (columns: number, rows: number) => {
    const watched = {
      ...{ connections: live.all, trouble: live.trouble },
      ...{ upcoming: auto.upcoming, notes: book.notes, tally: tally.text(), now: now() },
    }
    return watchView(watched, sheet(output, paint, columns), rows)
  }
  const screen = liveScreen(context, stderr, picture)
  drawn = screen
  book.view(screen.changed)
  signal.addEventListener('abort', () => book.view(undefined), { once: true })
  try {
    await untilStopped(signal)
  } finally {
    live.stop()
    screen.end()
    book.view(undefined)
  }
}
