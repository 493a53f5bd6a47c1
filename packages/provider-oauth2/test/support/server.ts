import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Context } from 'oidc-provider'
import { clients, serverKey } from './apps.ts'
import { quietly } from './quietly.ts'

/** A real authorization server with rotation and reuse detection, and what it saw. */
export interface Server {
  issuer: string
  /** Paths of all requests, in order. */
  requests: string[]
  /** Refresh tokens that came a second time. */
  replays: number
  /** Grants that it revoked. */
  revoked: number
  endAccessToken(token: string): Promise<void>
  /** Of an access or refresh token. */
  isActive(token: string): Promise<boolean>
  /** Of an access token that belongs to an app itself. */
  isClientToken(token: string): Promise<boolean>
  close(): Promise<void>
}

interface Found {
  destroy(): Promise<void>
}

interface Finders {
  AccessToken: { find(token: string): Promise<Found | undefined> }
  ClientCredentials: { find(token: string): Promise<Found | undefined> }
  RefreshToken: { find(token: string): Promise<(Found & { consumed?: number }) | undefined> }
}

export async function startServer(): Promise<Server> {
  const { Provider } = await quietly(() => import('oidc-provider'))
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const issuer = `http://127.0.0.1:${(http.address() as { port: number }).port}`
  const provider = await quietly(() => new Provider(issuer, configuration()))
  const { AccessToken, ClientCredentials, RefreshToken } = provider as unknown as Finders
  const server: Server = {
    issuer,
    requests: [],
    replays: 0,
    revoked: 0,
    async endAccessToken(token) {
      await (await AccessToken.find(token))?.destroy()
    },
    async isActive(token) {
      const refresh = await RefreshToken.find(token)
      return Boolean((await AccessToken.find(token)) ?? (refresh && !refresh.consumed))
    },
    isClientToken: async (token) => (await ClientCredentials.find(token)) !== undefined,
    async close() {
      http.close()
      http.closeAllConnections()
      await once(http, 'close')
    },
  }
  provider.on('grant.error', (_context: Context, { error_detail: detail }: { error_detail?: string }) => {
    if (detail === 'refresh token already used') server.replays += 1
  })
  provider.on('grant.revoked', () => {
    server.revoked += 1
  })
  provider.use(async (context, next) => {
    server.requests.push(context.path)
    await next()
  })

  const answer = provider.callback()
  const consent = async (request: IncomingMessage, response: ServerResponse) => {
    const { params } = await provider.interactionDetails(request, response)
    const accountId = String(request.headers['x-account'])
    const grant = new provider.Grant({ accountId, clientId: params['client_id'] })
    grant.addOIDCScope(params['scope'] ?? '')
    const result = { login: { accountId }, consent: { grantId: await grant.save() } }
    await provider.interactionFinished(request, response, result)
  }
  http.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    consent(request, response).catch((error: Error) => response.writeHead(500).end(error.message))
  })
  return server
}

function configuration(): object {
  const hour = 3600
  const showForm = (context: { body: string }, form: string) => {
    context.body = form
  }
  return {
    clients,
    scopes: ['openid', 'offline_access', 'email', 'read'],
    claims: { openid: ['sub'], email: ['email'] },
    cookies: { keys: ['of the test'] },
    jwks: { keys: [serverKey] },
    ttl: {
      AccessToken: hour,
      AuthorizationCode: 60,
      ClientCredentials: hour,
      DeviceCode: 60,
      Grant: hour,
      IdToken: hour,
      Interaction: hour,
      RefreshToken: hour,
      Session: hour,
    },
    rotateRefreshToken: true,
    features: {
      devInteractions: { enabled: false },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: showForm,
        userCodeConfirmSource: showForm,
        successSource: (context: { body: string }) => showForm(context, 'Signed in.'),
      },
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: () => true },
    },
    interactions: { url: (_context: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: Context, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, email: `${sub}@example.org` }),
    }),
  }
}
