import type { ProviderAdapter } from '../provider/provider.ts'
import { wishedMargin } from '../tokens/freshness.ts'
import type { ClientStanding } from './client-standing.ts'
import type { Context } from './context.ts'
import { type Decision, decide, type Situation } from './decide.ts'
import type { ProviderNote } from './provider-note.ts'

/** What was read of one connection, and what is wanted of it. */
export type Looked = Pick<Situation, 'stored' | 'lease' | 'rescued' | 'want' | 'storeNow'>

/** Decides on what was read, by what the adapter says of its provider and by a note that all of its client share. */
export function judge(
  { clock, margin }: Pick<Context, 'clock' | 'margin'>,
  adapter: ProviderAdapter,
  { same }: Pick<ClientStanding, 'same'>,
  { stored, lease, rescued, want, storeNow }: Looked,
  shared: ProviderNote,
): Decision {
  const { limits, newAccessTokenRevokesOld } = adapter
  // Named one by one: it is made for each look, and a spread costs several times as much.
  return decide({
    stored,
    lease,
    rescued,
    want,
    storeNow,
    margin: wishedMargin(adapter, margin),
    newAccessTokenRevokesOld,
    limits: limits && { redemptions: limits.redemptions, window: limits.window * 1000 },
    shared,
    sameConfiguration: same,
    now: clock.now(),
  })
}
