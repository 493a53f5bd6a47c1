import type { Connection, TokenManager } from '@oauth-tokens/core'

/** All connections, by id. */
export async function allConnections(manager: TokenManager, signal: AbortSignal): Promise<Connection[]> {
  const connections: Connection[] = []
  for await (const connection of manager.connections()) {
    signal.throwIfAborted()
    connections.push(connection)
  }
  return connections.sort((a, b) => (a.id < b.id ? -1 : 1))
}
