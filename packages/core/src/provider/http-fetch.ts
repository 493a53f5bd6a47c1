import { longestIdle } from './transport/limits.ts'

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
    return (async (url: string, init?: RequestInit) => {
      const answer = await fetch(url, { ...((await packed(init)) as object), dispatcher })
      return asBuiltIn(answer as unknown as Response)
    }) as Fetch
  })
  return proxied
}

/** The two fetches are one standard, but a form of Node's own is to undici only an object: it would send its name. */
async function packed(init: RequestInit | undefined): Promise<RequestInit | undefined> {
  if (!(init?.body instanceof FormData)) return init
  const form = new Response(init.body)
  const headers = new Headers(init.headers)
  headers.set('content-type', form.headers.get('content-type') ?? '')
  return { ...init, headers, body: await form.arrayBuffer() }
}

/** Callers may ask whether it is a Response: they know Node's own class alone. */
function asBuiltIn({ status, statusText, headers, body, url }: Response): Response {
  const bodiless = status === 101 || status === 204 || status === 205 || status === 304
  const answer = new Response(bodiless ? null : body, { status, statusText, headers: [...headers] })
  return Object.defineProperty(answer, 'url', { value: url })
}
