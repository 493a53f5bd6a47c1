import type { Logger } from './logger.ts'
import { safely } from './safely.ts'

/** The logger is the user's, as listeners are. There is nobody left to tell that it threw. */
export function guardedLogger(logger: Logger): Logger {
  const unheard = () => {}
  return {
    debug: (message) => void safely(() => logger.debug(message), unheard),
    info: (message) => void safely(() => logger.info(message), unheard),
    warn: (message) => void safely(() => logger.warn(message), unheard),
    error: (message) => void safely(() => logger.error(message), unheard),
  }
}
