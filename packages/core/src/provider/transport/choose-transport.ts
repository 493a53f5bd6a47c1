import { setsProxy } from '../http-fetch.ts'
import type { Transport } from './transport.ts'

/** The one place that chooses how authorization servers are called: directly, or by fetch where the environment sets a proxy. */
export async function chooseTransport(environment: NodeJS.ProcessEnv): Promise<Transport> {
  if (setsProxy(environment)) {
    const { fetchTransport } = await import('./fetch-transport.ts')
    return fetchTransport
  }
  const { directTransport } = await import('./direct-transport.ts')
  return directTransport()
}
