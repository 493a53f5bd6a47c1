// `acquireTokenSilent` of one confidential client a connection: its documentation advises a cache a user, and a client
// scans its whole cache at each call. Shared by processes through its DistributedCachePlugin on Redis.
import { ConfidentialClientApplication, DistributedCachePlugin } from '@azure/msal-node'
import Redis from 'ioredis'
import { app } from '../shared/provider.mjs'

export const name = '@azure/msal-node'
export const packages = ['@azure/msal-node', 'ioredis']
export const store = 'Redis, a partition a user'

const authority = 'https://login.bench.example/'
const scopes = ['files']

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const idToken = (sub) =>
  `${part({ alg: 'none' })}.${part({ iss: authority, sub, aud: app.clientId, iat: 1, exp: 4_000_000_000 })}.`

/** Its requests, as its documentation lets one send them; the very first one is answered here and fills the cache. */
function network(tokenUrl, filled) {
  let login = filled
  const answer = (body, status = 200) => ({ status, headers: {}, body })
  return {
    sendGetRequestAsync: async () => answer({}, 404),
    async sendPostRequestAsync(_url, { headers, body }) {
      if (login) {
        const { id, accessToken, refreshToken, expiresAt } = login
        login = undefined
        return answer({
          token_type: 'Bearer',
          scope: scopes[0],
          access_token: accessToken,
          refresh_token: refreshToken,
          expires_in: Math.max(0, Math.floor((expiresAt - Date.now()) / 1000)),
          id_token: idToken(id),
        })
      }
      const response = await fetch(tokenUrl, { method: 'POST', headers, body })
      return answer(await response.json(), response.status)
    },
  }
}

function clientOf({ tokenUrl, redis, filled, id }) {
  const metadata = {
    issuer: authority,
    authorization_endpoint: `${authority}authorize`,
    token_endpoint: `${authority}token`,
    jwks_uri: `${authority}keys`,
  }
  const partition = { getKey: async () => `msal:${id}`, extractKey: async () => `msal:${id}` }
  const rows = {
    get: async (key) => (await redis.get(key)) ?? '',
    set: (key, value) => redis.set(key, value),
  }
  return new ConfidentialClientApplication({
    auth: {
      ...app,
      authority,
      knownAuthorities: ['login.bench.example'],
      authorityMetadata: JSON.stringify(metadata),
    },
    system: { networkClient: network(tokenUrl, filled), protocolMode: 'OIDC' },
    ...(redis && { cache: { cachePlugin: new DistributedCachePlugin(rows, partition) } }),
  })
}

export async function make({ grants, tokenUrl, redisUrl, first }) {
  const redis = redisUrl && new Redis(redisUrl)
  const clients = new Map()
  for (const grant of grants) {
    const { id } = grant
    const fill = first || !redis
    const client = clientOf({ tokenUrl, redis, id, ...(fill && { filled: grant }) })
    if (fill)
      await client.acquireTokenByRefreshToken({ refreshToken: 'from a login', scopes, forceCache: true })
    clients.set(id, { client, account: undefined })
  }
  return {
    async getAccessToken(id) {
      const held = clients.get(id)
      held.account ??= (await held.client.getTokenCache().getAllAccounts())[0]
      return held.client.acquireTokenSilent({ account: held.account, scopes })
    },
    read: ({ accessToken }) => accessToken,
    close: () => redis?.disconnect(),
  }
}
