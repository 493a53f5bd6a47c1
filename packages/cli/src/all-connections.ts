import type { Connection, TokenManager } from '@oauth-tokens/core'

/** All connections that fit, by id. */
export async function allConnections(
  manager: TokenManager,
  signal: AbortSignal,
  filter?: Parameters<TokenManager['connections']>[0],
): Promise<Connection[]> {
  const connections: Connection[] = []
  for await (const connection of manager.connections(filter)) {
    signal.throwIfAborted()
    connections.push(connection)
  }
  return connections.sort((a, b) => (a.id < b.id ? -1 : 1))
}
