import { isRepeatable } from './repeatable-body.ts'

const redirects = new Set([301, 302, 303, 307, 308])
/** As many as browsers follow. */
const most = 20

/**
 * Sends a request and follows redirects within one origin. A redirect elsewhere is handed to the caller as it came:
 * built-in fetch would carry headers like `access_token` along to the other host.
 */
export async function followRedirects(
  send: (url: URL, init: RequestInit) => Promise<Response>,
  url: URL,
  init: RequestInit,
): Promise<Response> {
  let target = url
  let request: RequestInit = { ...init, redirect: 'manual' }
  for (let step = 0; ; step++) {
    const response = await send(target, request)
    const location = response.headers.get('location')
    if (init.redirect === 'manual' || step === most) return response
    if (!redirects.has(response.status) || location === null || !URL.canParse(location, target.href)) {
      return response
    }
    const next = new URL(location, target)
    if (next.origin !== target.origin || next.username !== '' || next.password !== '') return response
    const changed = redirected(request, response.status)
    if (!changed) return response
    await discard(response)
    target = next
    request = changed
  }
}

/** Lets go of an answer that nobody reads, and with it of its connection. One that broke off is let go of as well. */
export async function discard({ body }: Response): Promise<void> {
  await body?.cancel().catch(() => {})
}

/** The request after a redirect (fetch standard, HTTP-redirect fetch); undefined where its body is used up. */
function redirected(request: RequestInit, status: number): RequestInit | undefined {
  const method = (request.method ?? 'GET').toUpperCase()
  const becomesGet =
    (status === 303 && method !== 'GET' && method !== 'HEAD') ||
    ((status === 301 || status === 302) && method === 'POST')
  if (!becomesGet) return isRepeatable(request.body) ? request : undefined
  const { body: _, ...rest } = request
  const headers = new Headers(request.headers)
  for (const name of [
    'content-encoding',
    'content-language',
    'content-location',
    'content-type',
    'content-length',
  ]) {
    headers.delete(name)
  }
  return { ...rest, method: 'GET', headers }
}
