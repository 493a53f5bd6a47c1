import { setsProxy } from '../http-fetch.ts'
import type { Transport } from './transport.ts'

/**
 * The one place that chooses how authorization servers are called: by node:http, which costs a fraction of what fetch
 * costs; by fetch where the environment sets a proxy, which node:http does not know.
 */
export async function chooseTransport(environment: NodeJS.ProcessEnv): Promise<Transport> {
  if (setsProxy(environment)) {
    const { fetchTransport } = await import('./fetch-transport.ts')
    return fetchTransport
  }
  const { nodeTransport } = await import('./node-transport.ts')
  return nodeTransport()
}
