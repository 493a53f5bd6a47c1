import type { TokenManager, TokenSet } from '@oauth-tokens/core'

/** How it went with one connection. */
export type Refreshed = { connection: string } & (
  | { kind: 'refreshed' | 'degraded' | 'fresh'; set: TokenSet }
  | { kind: 'failed'; error: unknown }
)

/** Redeems whatever the token's age. */
export async function forced(
  manager: TokenManager,
  connection: string,
  signal: AbortSignal,
): Promise<Refreshed> {
  const set = await manager.refresh(connection, { signal })
  return { kind: set.degraded ? 'degraded' : 'refreshed', connection, set }
}

/** Only the manager knows what is due: it is asked for a token as anybody would. */
export async function due(
  manager: TokenManager,
  connection: string,
  generation: number,
  signal: AbortSignal,
): Promise<Refreshed> {
  const set = await manager.getTokenSet(connection, { signal })
  if (set.degraded) return { kind: 'degraded', connection, set }
  return { kind: set.generation === generation ? 'fresh' : 'refreshed', connection, set }
}
