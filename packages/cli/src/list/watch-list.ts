import type { Connection } from '@oauth-tokens/core'
import { joined, phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import type { House } from '../compose.ts'
import { type Follower, liveConnections } from '../live-connections.ts'
import { clean } from '../output/clean.ts'
import { liveScreen } from '../output/live-screen.ts'
import { localTimeInSeconds, timeWithDistance } from '../output/relative-time.ts'
import { storeTrouble } from '../output/store-trouble.ts'
import { isLively, paintOn } from '../output/style.ts'
import { cut } from '../output/text-width.ts'
import { untilStopped } from '../until-stopped.ts'
import { connectionTable } from './connection-table.ts'

type Fits = (connection: Connection | undefined) => boolean

/** Shows the connections that fit until it is stopped: on a terminal in place, elsewhere a line for each change. */
export async function watchList(context: CommandContext, house: House, fits: Fits): Promise<void> {
  const { output, stdout, env, signal } = context
  if (output.json || !isLively(stdout, env)) return followed(context, house, fits, lineFor(context))
  let view: ReturnType<typeof liveScreen> | undefined
  const live = await liveConnections(house, signal, { changed: () => view?.changed() })
  const paint = paintOn(stdout, env)
  view = liveScreen(context, stdout, (width, rows) => {
    const shown = [...live.all.values()].filter(fits).sort((one, other) => (one.id < other.id ? -1 : 1))
    const lines = connectionTable(output, shown, context.now(), { width, paint })
    const ending = live.trouble
      ? storeTrouble(live.trouble)
      : phrase`Connections: ${shown.length}. Ctrl-C ends it.`
    const room = Math.max(2, rows - 2)
    const hidden = lines.length - room
    const more = phrase`… and ${hidden + 1} more; --provider and --status show fewer`
    const body = hidden > 0 ? [...lines.slice(0, room - 1), cut(output.text(more), width)] : lines
    return [...body, '', paint(cut(clean(output.text(ending)), width), 'faint')]
  })
  try {
    await untilStopped(signal)
  } finally {
    live.stop()
    view.end()
  }
}

/** Tells every connection once, and then each change. */
async function followed(
  { signal, output }: CommandContext,
  house: House,
  fits: Fits,
  tell: (id: string, connection: Connection | undefined) => void,
): Promise<void> {
  const follower: Follower = {
    changed(id, now, before) {
      if (fits(now) || fits(before)) tell(id, now)
    },
    troubled: (error) =>
      output.warning(error === undefined ? phrase`The store answers again.` : joined([storeTrouble(error)])),
  }
  const live = await liveConnections(house, signal, follower)
  await untilStopped(signal)
  live.stop()
}

function lineFor({ output, now }: CommandContext): (id: string, connection: Connection | undefined) => void {
  if (output.json) return (id, connection) => output.document(connection ?? { id, gone: true })
  return (id, connection) => {
    const at = localTimeInSeconds(new Date(now()))
    if (!connection) return output.line(phrase`${at}  ${clean(id)}  no longer in the store`)
    const { status, generation, expiresAt } = connection
    const facts = phrase`${at}  ${clean(id)}  ${status}  generation ${generation}`
    output.line(expiresAt ? phrase`${facts}  expires ${timeWithDistance(expiresAt, now())}` : facts)
  }
}
