import { nodeTransport } from './node-transport.ts'
import { isOwnHttp } from './own-http.ts'
import type { Transport } from './transport.ts'

/** Calls after which undici is loaded: that takes as long as it saves in a thousand. */
const many = 100

/** By node:http, which is there at once; in a process that calls often by undici, which takes half of the processor time. */
export function directTransport(): Transport {
  const byNode = nodeTransport()
  let byUndici: Transport | undefined
  let calls = 0
  const load = async () => {
    const [undici, { undiciTransport }] = await Promise.all([
      import('undici'),
      import('./undici-transport.ts'),
    ])
    byUndici = undiciTransport(undici)
  }
  return (request) => {
    if (!isOwnHttp()) return byNode(request)
    if (byUndici) return byUndici(request)
    calls += 1
    // Where it cannot be loaded, node:http goes on.
    if (calls === many) load().catch(() => {})
    return byNode(request)
  }
}
