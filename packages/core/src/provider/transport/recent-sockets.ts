import type { Agent } from 'node:http'
import type { Duplex } from 'node:stream'
import { elapsed, type Instant, instant } from './instant.ts'

/** Lets an agent forget the connections that were idle for too long. Returns what has to run before each request. */
export function onlyRecentSockets(agent: Agent, longest: number): () => void {
  const idleSince = new WeakMap<Duplex, Instant>()
  const keepSocketAlive = agent.keepSocketAlive.bind(agent)
  agent.keepSocketAlive = (socket) => {
    idleSince.set(socket, instant())
    return keepSocketAlive(socket)
  }
  const isUsable = (socket: Duplex) => {
    const since = idleSince.get(socket)
    // One that the server is closing stays in the list until it is closed.
    return since !== undefined && elapsed(since) < longest && socket.writable && !socket.destroyed
  }
  // The agent's own timers come too late where something kept the event loop, or the machine slept.
  return () => {
    for (const host in agent.freeSockets) {
      const sockets = agent.freeSockets[host] ?? []
      // Last in, first out: the one that would be taken is the one that was in use most recently.
      const next = sockets.at(-1)
      if (next !== undefined && !isUsable(next)) for (const socket of sockets) socket.destroy()
    }
  }
}
