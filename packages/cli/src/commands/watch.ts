import { eventTypes } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { type House, withHouse } from '../compose.ts'
import { requireSomeProvider } from '../config/load-provider.ts'
import { isLively } from '../output/style.ts'
import { untilStopped } from '../until-stopped.ts'
import { tallyFrom } from '../watch/tally.ts'
import { noteBook, watchLive } from '../watch/watch-live.ts'
import { watchLog } from '../watch/watch-log.ts'

/** Keeps every connection fresh in the foreground. */
export const watch: Command<CommandOptions['watch']> = (context, { plain }) => {
  const { output, stderr, env, flags } = context
  const talks = output.json || flags.quiet || flags.verbose
  return plain || talks || !isLively(stderr, env) ? logged(context) : viewed(context)
}

/** With a line for each event. */
function logged(context: CommandContext): Promise<void> {
  const log = watchLog(context)
  const work = async (house: House) => {
    const { auto, tally } = begin(context, house, log.event)
    context.output.log(phrase`Keeping every connection fresh; Ctrl-C ends it.`)
    await untilStopped(context.signal)
    await context.interruption.finishing(auto.stop())
    context.output.log(phrase`Stopped: ${tally.text()}.`)
  }
  return withHouse(context, work, { logger: log.logger, logEvents: false })
}

/** With a view that is kept up to date. */
function viewed(context: CommandContext): Promise<void> {
  const book = noteBook(context)
  const work = async (house: House) => {
    const { auto, tally } = begin(context, house, book.event)
    await watchLive(context, house, auto, book, tally)
    await context.interruption.finishing(auto.stop())
    context.output.log(phrase`Stopped: ${tally.text()}.`)
  }
  return withHouse({ ...context, output: book.output }, work, { logger: book.logger, logEvents: false })
}

function begin(
  context: CommandContext,
  { manager, settings }: House,
  told: ReturnType<typeof watchLog>['event'],
) {
  requireSomeProvider(settings)
  const tally = tallyFrom(context.now())
  for (const type of eventTypes) {
    manager.on(type, (event) => {
      tally.count(event)
      told(event)
    })
  }
  return { auto: manager.autoRefresh(), tally }
}
