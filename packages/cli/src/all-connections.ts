import { type Connection, StoreUnavailableError, type TokenManager } from '@oauth-tokens/core'

export interface Listing {
  /** By id. */
  connections: Connection[]
  /** What the first connection says that cannot be read: it is no missing one, and hides no other. */
  damage?: StoreUnavailableError & { connection: string }
}

/** One connection cannot be read; without its name it is the whole store. */
export function isDamage(error: unknown): error is StoreUnavailableError & { connection: string } {
  return (
    error instanceof StoreUnavailableError &&
    error.code === 'corrupt_record' &&
    error.connection !== undefined
  )
}

/** All connections that fit. @throws when the store cannot be asked */
export async function allConnections(
  manager: TokenManager,
  signal: AbortSignal,
  filter?: Parameters<TokenManager['connections']>[0],
): Promise<Listing> {
  const connections: Connection[] = []
  const listing: Listing = { connections }
  try {
    for await (const connection of manager.connections(filter)) {
      signal.throwIfAborted()
      connections.push(connection)
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    listing.damage = error
  }
  connections.sort((a, b) => (a.id < b.id ? -1 : 1))
  return listing
}
