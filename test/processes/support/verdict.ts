import type { GrantStats, SandboxStats } from '@oauth-tokens/sandbox'

/** What a scenario found. On the real build nothing is broken; on a sabotaged one the expected thing is. */
export interface Verdict<Facts> {
  facts: Facts
  /** Sentences that begin with the invariant's name. */
  broken: string[]
}

/**
 * What the provider saw of I1. `excused`: ids of refresh tokens whose answer reached a process that was killed before
 * it could store it; they may be tried once more, as nobody else can know that the answer was definite.
 */
export function brokenAtProvider(
  { refreshTokens }: SandboxStats,
  excused: ReadonlySet<string> = new Set(),
): string[] {
  const inFlight = (token: GrantStats) =>
    token.maxInFlight > 1 ? [`I1: ${token.maxInFlight} redemptions of one generation in flight`] : []
  const replayed = (token: GrantStats) => {
    const replays = token.replaysAfterDefiniteAnswer - (excused.has(token.id) ? 1 : 0)
    return replays > 0 ? [`I1: ${replays} redemptions after a definite answer`] : []
  }
  return refreshTokens.flatMap((token) => [...inFlight(token), ...replayed(token)])
}
