import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { holderOf } from '../explain/holder-of.ts'
import { meaningOf } from '../explain/meaning-of.ts'
import { timeline } from '../explain/timeline.ts'

/** Tells what was tried on a connection, and what its state means. */
export const explain: Command<CommandOptions['explain']> = async (context, { connection: id }) => {
  const { output } = context
  const { events, meaning } = await withManager(context, async ({ manager, settings, store }) => {
    const connection = await manager.connection(id)
    const [events, { lease, now: storeNow }] = await Promise.all([manager.history(id), store.read(id)])
    const holder =
      connection.status === 'external' ? await holderOf(settings, connection.provider) : undefined
    const known = { connection, lease, storeNow, now: context.now(), ...(holder !== undefined && { holder }) }
    return { events, meaning: meaningOf(known) }
  })
  if (output.json) return output.document(events)
  for (const line of timeline(output, events)) output.line(line)
  output.log(meaning)
}
