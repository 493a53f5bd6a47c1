type Fetch = typeof globalThis.fetch

let proxied: Promise<Fetch> | undefined

/**
 * The one place that chooses the HTTP client of providers. Node's own fetch knows no proxy, so undici's is loaded
 * where one is set in the environment; `NO_PROXY` names the hosts that are reached directly.
 */
export async function httpFetch(environment: NodeJS.ProcessEnv = process.env): Promise<Fetch> {
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = environment
  if (!(HTTPS_PROXY || https_proxy || HTTP_PROXY || http_proxy)) return globalThis.fetch
  proxied ??= import('undici').then(({ EnvHttpProxyAgent, fetch }) => {
    const dispatcher = new EnvHttpProxyAgent()
    // The two fetches are one standard, typed apart.
    return ((url: string, init?: object) => fetch(url, { ...init, dispatcher })) as unknown as Fetch
  })
  return proxied
}
