import { AuthorizationError, milliseconds } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { durationOf } from '../output/relative-time.ts'

export interface Deadline {
  /** Epoch ms. */
  at: number
  /** Rejects when the time is over, or the command was interrupted. */
  passed: Promise<never>
  cancel(): void
}

/** The end of the waiting: that of the link or code, or an earlier one that was asked for. */
export function deadline(
  { clock, signal, now }: CommandContext,
  expiresAt: Date,
  timeout: string | undefined,
): Deadline {
  const started = now()
  const longest = Math.max(0, expiresAt.getTime() - started)
  const wait = Math.min(timeout === undefined ? longest : milliseconds(timeout, '--timeout'), longest)
  let cancel = () => {}
  const passed = new Promise<never>((_resolve, reject) => {
    const tooLate = () =>
      reject(
        new AuthorizationError(
          phrase`No consent came within ${durationOf(wait)}. If the provider showed an error page, it says why. Then run the login again.`,
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
  return { at: started + wait, passed, cancel }
}

function stopTimer(timer: NodeJS.Timeout): () => void {
  return () => clearTimeout(timer)
}
