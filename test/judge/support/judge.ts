import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Context, Model } from 'oidc-provider'
import { Records } from './records.ts'

export const app = {
  clientId: 'judged',
  clientSecret: 'a secret of the judged app',
  redirectUri: 'http://127.0.0.1:8910/callback',
}

/** Seconds. Expiries are cut to whole seconds: of three, two are certain, and a third of three is the due margin. */
const accessTokenLifetime = 3

/** A refresh token that arrived. */
export interface Redemption {
  token: string
  account: string
  /** The name of the process that sent it. */
  by: string
  /** As the judge's own event tells. */
  verdict: 'issued' | 'replay' | 'not found' | 'other'
  /** The refresh token that came of it. */
  successor?: string
}

/** A real authorization server with rotation and reuse detection, and what it saw. */
export interface Judge {
  issuer: string
  redemptions: Redemption[]
  /** Accounts whose grant was revoked, as often as it was. */
  revoked: string[]
  /** A grant without a browser; gives its refresh token. */
  seed(account: string): Promise<string>
  /** When an access token expires or expired, epoch ms; undefined for one that was never issued. */
  expiry(accessToken: string): number | undefined
  /** Awaited after a refresh was committed and before it is answered. */
  beforeAnswer: ((redemption: Redemption) => Promise<void>) | undefined
  close(): Promise<void>
}

export async function startJudge(): Promise<Judge> {
  const { Provider } = await quietly(() => import('oidc-provider'))
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const records = new Records()
  const owners = { grants: new Map<string, string>(), refreshTokens: new Map<string, string>() }
  const provider = await quietly(() => new Provider(issuer, configuration(records)))

  provider.on('refresh_token.saved', ({ jti, grantId, accountId }: Model) => {
    owners.grants.set(grantId, accountId)
    owners.refreshTokens.set(jti, accountId)
  })
  const judge: Judge = {
    issuer,
    redemptions: [],
    revoked: [],
    async seed(accountId) {
      const { clientId } = app
      const grant = new provider.Grant({ accountId, clientId })
      grant.addOIDCScope('offline_access')
      const [grantId, client] = [await grant.save(), await provider.Client.find(clientId)]
      const now = Math.floor(Date.now() / 1000)
      const properties = { gty: 'authorization_code', scope: 'offline_access', rotations: 0, iiat: now }
      return new provider.RefreshToken({ accountId, client, grantId, ...properties }).save()
    },
    expiry(accessToken) {
      const { exp } = records.everSaved('AccessToken', accessToken) ?? {}
      return exp === undefined ? undefined : exp * 1000
    },
    beforeAnswer: undefined,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }

  const seen = ({ oidc, query }: Context, verdict: Redemption['verdict']) => {
    const { grant_type: type, refresh_token: token } = oidc.params ?? {}
    if (type !== 'refresh_token' || token === undefined) return
    const successor = verdict === 'issued' ? oidc.entities.RefreshToken?.jti : undefined
    const account = owners.refreshTokens.get(token) ?? 'nobody'
    const redemption = { token, account, by: query['process'] ?? '', verdict }
    judge.redemptions.push({ ...redemption, ...(successor !== undefined && { successor }) })
  }
  provider.on('grant.success', (context: Context) => seen(context, 'issued'))
  provider.on('grant.error', (context: Context, { error_detail: detail }: { error_detail?: string }) => {
    const verdicts = {
      'refresh token already used': 'replay',
      'refresh token not found': 'not found',
    } as const
    seen(context, verdicts[detail as keyof typeof verdicts] ?? 'other')
  })
  provider.on('grant.revoked', (_context: Context, grantId: string) => {
    judge.revoked.push(owners.grants.get(grantId) ?? 'nobody')
  })
  provider.use(async (context, next) => {
    const before = judge.redemptions.length
    await next()
    const { path, oidc } = context
    const own = judge.redemptions.slice(before).find(({ token }) => token === oidc?.params?.['refresh_token'])
    if (path === '/token' && own) await judge.beforeAnswer?.(own)
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
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    consent(request, response).catch((error: Error) => response.writeHead(500).end(error.message))
  })
  return judge
}

function configuration(records: Records): object {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { clientId: client_id, clientSecret: client_secret, redirectUri } = app
  const client = {
    client_id,
    client_secret,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'ES256',
  }
  const hour = 3600
  const ttl = { RefreshToken: hour, Grant: hour, Session: hour, Interaction: hour, IdToken: hour }
  return {
    adapter: records.adapter,
    clients: [client],
    cookies: { keys: ['of the test'] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'one' }] },
    ttl: { ...ttl, AccessToken: accessTokenLifetime, AuthorizationCode: 60 },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true, allowedPolicy: () => true },
    },
    interactions: { url: (_context: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: Context, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
  }
}

/** It tells the console what it thinks of the runtime and of settings that suit a test. */
async function quietly<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  const { info, warn } = console
  console.info = console.warn = () => {}
  try {
    return await work()
  } finally {
    Object.assign(console, { info, warn })
  }
}
