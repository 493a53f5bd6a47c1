import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ConfigurationError } from '@oauth-tokens/core'
import { type CallbackPage, renderPage } from './callback-page.ts'
import { listenAddresses } from './loopback-redirect.ts'

/** What to tell the browser that came back with this URL. */
export type Answer = (url: URL) => CallbackPage | Promise<CallbackPage>

export interface CallbackListener {
  /** Lets answers under way reach the browser, then stops. */
  close(): Promise<void>
}

/** Milliseconds that a browser may take to read the last page. */
const draining = 1000

/** Serves the redirect URI, and nothing else. @throws ConfigurationError `port_in_use` */
export async function listenForCallback(redirect: URL, answer: Answer): Promise<CallbackListener> {
  const [first, ...others] = listenAddresses(redirect)
  const servers = [await listen(redirect, first, answer)]
  for (const address of others) {
    const server = await listen(redirect, address, answer).catch((error) => {
      // A machine without IPv6 has nobody on ::1 either.
      if (error instanceof ConfigurationError && error.code !== 'port_in_use') return undefined
      return closeAll(servers).then(() => {
        throw error
      })
    })
    if (server) servers.push(server)
  }
  return { close: () => closeAll(servers) }
}

async function listen(redirect: URL, address: string, answer: Answer): Promise<Server> {
  const server = createServer((request, response) => {
    handle(redirect, answer, request, response).catch(() => response.destroy())
  })
  const port = Number(redirect.port || 80)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host: address, exclusive: true }, resolve)
    })
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    const taken = code === 'EADDRINUSE'
    throw new ConfigurationError(
      `Nobody can listen on ${redirect.host} for the browser to come back: ${taken ? 'the port is taken' : code}. ` +
        'End what uses it (another login?), or log in with --paste.',
      { code: taken ? 'port_in_use' : 'cannot_listen' },
    )
  }
  return server
}

async function handle(
  redirect: URL,
  answer: Answer,
  { method, url = '', headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = (status: number, body: string, type = 'text/plain') =>
    response
      .writeHead(status, {
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        connection: 'close',
      })
      .end(method === 'HEAD' ? undefined : body)
  // A page elsewhere can point its own host name at this address; it must not get anything from here.
  if (headers.host !== redirect.host) return void reply(421, 'Not served under this host name.\n')
  const asked = URL.canParse(redirect.origin + url) ? new URL(redirect.origin + url) : undefined
  if (asked?.pathname !== redirect.pathname) return void reply(404, 'Nothing is here.\n')
  if (method !== 'GET') return void reply(405, 'Only GET is served.\n')
  const page = await answer(asked)
  reply(page.status, renderPage(page), 'text/html')
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const late = setTimeout(() => server.closeAllConnections(), draining)
      return closed.then(() => clearTimeout(late))
    }),
  )
}
