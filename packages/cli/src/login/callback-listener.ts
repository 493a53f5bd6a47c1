import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ConfigurationError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Language } from '../language/language.ts'
import { type CallbackPage, contentSecurityPolicy, renderPage } from './callback-page.ts'
import { listenAddresses } from './loopback-redirect.ts'

/** What to tell the browser that came back with this URL. */
export type Answer = (url: URL) => CallbackPage | Promise<CallbackPage>

type Rendered = (url: URL) => Promise<{ status: number; html: string }>

export interface CallbackListener {
  /** Lets answers under way reach the browser, then stops. */
  close(): Promise<void>
}

/** Milliseconds that a browser may take to read the last page. */
const draining = 1000

/** Serves the redirect URI, and nothing else. @throws ConfigurationError `port_in_use` */
export async function listenForCallback(
  redirect: URL,
  answer: Answer,
  language: Language,
): Promise<CallbackListener> {
  const [first, ...others] = listenAddresses(redirect)
  const pageOf = async (url: URL) => {
    const page = await answer(url)
    return { status: page.status, html: renderPage(page, language) }
  }
  const servers = [await listen(redirect, first, pageOf)]
  for (const address of others) {
    const server = await listen(redirect, address, pageOf).catch((error) => {
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

async function listen(redirect: URL, address: string, page: Rendered): Promise<Server> {
  const server = createServer((request, response) => {
    handle(redirect, page, request, response).catch(() => response.destroy())
  })
  const port = Number(redirect.port || 80)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host: address, exclusive: true }, resolve)
    })
  } catch (error) {
    throw cannotListen(redirect, (error as NodeJS.ErrnoException).code)
  }
  return server
}

function cannotListen({ host }: URL, code = 'unknown error'): ConfigurationError {
  if (code === 'EADDRINUSE') {
    return new ConfigurationError(
      phrase`The browser cannot come back here: the port of ${host} is taken, perhaps by another login. End what uses it and try again, or log in with --paste.`,
      { code: 'port_in_use' },
    )
  }
  return new ConfigurationError(
    phrase`The browser cannot come back here: nobody may listen on ${host} (${code}). Register a redirect URI with another port, or log in with --paste.`,
    { code: 'cannot_listen' },
  )
}

async function handle(
  redirect: URL,
  pageOf: Rendered,
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
        'content-security-policy': contentSecurityPolicy,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        connection: 'close',
      })
      .end(method === 'HEAD' ? undefined : body)
  // A page elsewhere can point its own host name at this address; it must not get anything from here.
  if (headers.host !== redirect.host) return void reply(421, 'Not served under this host name.\n')
  const asked = URL.canParse(redirect.origin + url) ? new URL(redirect.origin + url) : undefined
  if (asked?.pathname !== redirect.pathname) return void reply(404, 'Nothing is here.\n')
  if (method !== 'GET') return void reply(405, 'Only GET is served.\n')
  const { status, html } = await pageOf(asked)
  reply(status, html, 'text/html')
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
