import { longestIdle } from './transport/recent-sockets.ts'

type Fetch = typeof globalThis.fetch

let proxied: Promise<Fetch> | undefined

/** Whether the environment sets a proxy. `NO_PROXY` names the hosts that are reached directly. */
export function setsProxy(environment: NodeJS.ProcessEnv): boolean {
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = environment
  return Boolean(HTTPS_PROXY || https_proxy || HTTP_PROXY || http_proxy)
}

/** Node's own fetch knows no proxy, so undici's is loaded where one is set. */
export async function httpFetch(environment: NodeJS.ProcessEnv = process.env): Promise<Fetch> {
  if (!setsProxy(environment)) return globalThis.fetch
  proxied ??= import('undici').then(({ EnvHttpProxyAgent, fetch }) => {
    const dispatcher = new EnvHttpProxyAgent({
      keepAliveTimeout: longestIdle,
      keepAliveMaxTimeout: longestIdle,
    })
    // The two fetches are one standard, typed apart.
    return ((url: string, init?: object) => fetch(url, { ...init, dispatcher })) as unknown as Fetch
  })
  return proxied
}
