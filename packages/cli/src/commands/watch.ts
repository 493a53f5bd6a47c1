import { eventTypes, type Logger } from '@oauth-tokens/core'
import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { requireSomeProvider } from '../config/load-provider.ts'
import { localTime } from '../output/relative-time.ts'
import { untilStopped } from '../until-stopped.ts'

/** Keeps every connection fresh in the foreground. */
export const watch: Command<CommandOptions['watch']> = (context) => {
  const { output, interruption, signal } = context
  return withManager(
    context,
    async ({ manager, settings }) => {
      requireSomeProvider(settings)
      if (output.json) for (const type of eventTypes) manager.on(type, (event) => output.document(event))
      const auto = manager.autoRefresh()
      output.log('Keeping every connection fresh; Ctrl-C ends it.')
      await untilStopped(signal)
      await interruption.finishing(auto.stop())
      output.log('Stopped.')
    },
    eventLog(context),
  )
}

/** The manager logs each event as a line, which is what somebody who watches wants to read. */
function eventLog({ output, now }: CommandContext): Logger {
  const timed = (message: string) => `${localTime(new Date(now()))}  ${message}`
  const info = output.json ? output.detail : output.log
  return {
    debug: (message) => output.detail(timed(message)),
    info: (message) => info(timed(message)),
    warn: (message) => output.warning(timed(message)),
    error: (message) => output.warning(timed(message)),
  }
}
