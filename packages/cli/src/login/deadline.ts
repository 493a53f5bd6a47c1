import { AuthorizationError, milliseconds } from '@oauth-tokens/core'
import type { CommandContext } from '../command.ts'

export interface Deadline {
  /** Rejects when the time is over, or the command was interrupted. */
  passed: Promise<never>
  cancel(): void
}

/** An authorization lives ten minutes: waiting for longer is in vain. */
const longest = 10 * 60_000

export function deadline({ clock, signal }: CommandContext, timeout: string | undefined): Deadline {
  const wait = Math.min(timeout === undefined ? longest : milliseconds(timeout, '--timeout'), longest)
  let cancel = () => {}
  const passed = new Promise<never>((_resolve, reject) => {
    const tooLate = () =>
      reject(
        new AuthorizationError(
          `No consent came within ${Math.round(wait / 1000)} s. If the provider showed an error page, it says why; ` +
            'then run the login again.',
          { code: 'authorization_timeout' },
        ),
      )
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    const stop = clock ? clock.schedule(tooLate, wait) : stopTimer(setTimeout(tooLate, wait))
    cancel = () => {
      stop()
      signal.removeEventListener('abort', abort)
    }
  })
  passed.catch(() => {})
  return { passed, cancel }
}

function stopTimer(timer: NodeJS.Timeout): () => void {
  return () => clearTimeout(timer)
}
