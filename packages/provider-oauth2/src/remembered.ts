import type { Clock } from '@oauth-tokens/core'

/** Milliseconds. Endpoints move seldom, and processes may run for months. */
const lifetime = 24 * 3_600_000

/**
 * A value that is asked for when it is first needed, once for all who wait, and kept. A failure is not kept. When the
 * value is old it goes on being used, and is asked for again beside that.
 */
export function remembered<Value>(
  ask: (timeout: number) => Promise<Value>,
  clock: Clock,
): (timeout: number) => Promise<Value> {
  let known: { value: Value; since: number } | undefined
  let asking: Promise<Value> | undefined
  const askNow = (timeout: number) => {
    asking ??= ask(timeout)
      .then((value) => {
        known = { value, since: clock.monotonic() }
        return value
      })
      .finally(() => {
        asking = undefined
      })
    return asking
  }
  return async (timeout) => {
    if (!known) return askNow(timeout)
    if (clock.monotonic() - known.since > lifetime) {
      known.since = clock.monotonic()
      askNow(timeout).catch(() => {})
    }
    return known.value
  }
}
