import type { Context } from './refresh/context.ts'
import type { Refreshed } from './refresh/refresh.ts'
import type { RefreshEnd, RefreshSubject, Telemetry } from './telemetry.ts'

/** A refresh that telemetry watches, from its first look into the store to its last word. */
export async function observedRefresh(
  telemetry: Telemetry,
  context: Context,
  subject: RefreshSubject,
  refresh: (context: Context) => Promise<Refreshed>,
): Promise<Refreshed> {
  const observer = telemetry.refresh(subject)
  const started = context.clock.monotonic()
  let redeemed = false
  const watched: Context = {
    ...context,
    trace(step, connection) {
      redeemed ||= step === 'sending'
      observer.step(step)
      context.trace(step, connection)
    },
  }
  const result = await observer.run(() => refresh(watched))
  observer.end(endOf(result, redeemed, context.clock.monotonic() - started))
  return result
}

function endOf(
  { record, error, issued, unsaved, doubtful = false }: Refreshed,
  redeemed: boolean,
  duration: number,
): RefreshEnd {
  // Only what holds a refresh back says when the next one may be without having sent anything.
  const failed = !redeemed && error?.retryAt ? 'cool-down' : 'failed'
  const found = issued ? 'issued' : 'adopted'
  return {
    outcome: error ? failed : found,
    duration,
    redeemed,
    unsaved: unsaved === true,
    doubtful,
    ...(record && { generation: record.facts.generation }),
    ...(error && { error: { name: error.name, code: error.code } }),
  }
}
