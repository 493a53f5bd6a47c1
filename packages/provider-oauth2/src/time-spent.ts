import type { Clock } from '@oauth-tokens/core'

/**
 * Milliseconds since now, by the clock that tells more: one stops while a machine sleeps, the other can be set back.
 * What is sent after its time could be a refresh token that another process has taken over.
 */
export function timeSpent(clock: Clock): () => number {
  const start = { monotonic: clock.monotonic(), wall: clock.now() }
  return () => Math.max(clock.monotonic() - start.monotonic, Math.abs(clock.now() - start.wall))
}
