import type { Agent } from 'node:http'
import type { Duplex } from 'node:stream'

/**
 * Milliseconds that a connection may have been idle to be used again. A server that closes an idle connection just when
 * a request comes leaves an error behind that looks like a lost answer, and a single-use refresh token in doubt. Servers
 * wait for 2 s and more before they close (Node and Apache 5 s, nginx 75 s), so what was in use a moment ago is safe.
 */
export const longestIdle = 1_000

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

interface Instant {
  monotonic: number
  wall: number
}

function instant(): Instant {
  return { monotonic: performance.now(), wall: Date.now() }
}

/** By both clocks: one stops in a suspend, the other can be set back. */
function elapsed({ monotonic, wall }: Instant): number {
  return Math.max(performance.now() - monotonic, Math.abs(Date.now() - wall))
}
