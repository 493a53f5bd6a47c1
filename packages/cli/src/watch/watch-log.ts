import { isTrouble, type Logger, type TokenEvent } from '@oauth-tokens/core'
import { phrase, type Said } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { localTimeInSeconds } from '../output/relative-time.ts'
import { eventText } from './event-text.ts'

export interface WatchLog {
  /** A line, or with --json a document on stdout. */
  event(event: TokenEvent): void
  /** What the manager says beside its events. */
  logger: Logger
}

/** For whoever reads later: a line with its time for each thing that happens. */
export function watchLog({ output, now }: Pick<CommandContext, 'output' | 'now'>): WatchLog {
  const timed = (said: Said) => phrase`${localTimeInSeconds(new Date(now()))}  ${said}`
  return {
    event(event) {
      if (output.json) return output.document(event)
      // Whoever opens the manager warns of it, in every command.
      if (event.type === 'rescued') return
      if (isTrouble(event.type)) output.warning(timed(eventText(event)))
      else output.log(timed(eventText(event)))
    },
    logger: {
      debug: (message) => output.detail(timed(message)),
      info: (message) => output.detail(timed(message)),
      warn: (message) => output.warning(timed(message)),
      error: (message) => output.warning(timed(message)),
    },
  }
}
