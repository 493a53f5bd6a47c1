import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withHouse } from '../compose.ts'
import { holderOf } from '../explain/holder-of.ts'
import { meaningOf } from '../explain/meaning-of.ts'
import { timeline } from '../explain/timeline.ts'
import { roomOn } from '../output/style.ts'

/** Tells what was tried on a connection, and what its state means. */
export const explain: Command<CommandOptions['explain']> = async (context, { connection: id }) => {
  const { output, stdout, env } = context
  const { events, meaning } = await withHouse(context, async ({ manager, settings, store }) => {
    const connection = await manager.connection(id)
    const [events, { lease, now: storeNow }, heldUp] = await Promise.all([
      manager.history(id),
      store.read(id),
      // Where its provider is not configured here, or its key is missing, the rest is worth telling all the same.
      manager.heldUp(id).catch(() => undefined),
    ])
    const holder =
      connection.status === 'external' ? await holderOf(settings, connection.provider) : undefined
    const known = {
      ...{ connection, lease, storeNow, now: context.now() },
      ...(holder !== undefined && { holder }),
      ...(heldUp && { heldUp }),
    }
    return { events, meaning: meaningOf(known) }
  })
  if (output.json) return output.document(events)
  for (const line of timeline(output, events, roomOn(stdout, env))) output.line(line)
  output.log(meaning)
}
