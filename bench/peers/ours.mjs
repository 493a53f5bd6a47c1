// One manager for all connections, with its defaults: encrypted, leased, saved before anybody gets the token.
import { createTokenManager } from '../../packages/core/dist/index.js'
import { benchProvider } from '../shared/provider.mjs'

export const name = 'oauth-tokens'
export const packages = []
export const store = 'Redis'

// The same in every process.
const encryptionKeys = [Buffer.alloc(32, 5).toString('base64url')]

export async function make({ grants, tokenUrl, redisUrl, first }) {
  const tokens = createTokenManager({
    providers: [benchProvider(tokenUrl)],
    encryptionKeys,
    rescueDir: false,
    // By default the 10,000 that were refreshed last are kept.
    cacheSize: Math.max(grants.length, 10_000),
    store: redisUrl,
  })
  const take = ({ account, accessToken, refreshToken, issuedAt, expiresAt }) => {
    const times = { issuedAt: new Date(issuedAt), expiresAt: new Date(expiresAt) }
    return tokens.import({ provider: 'bench', account, accessToken, refreshToken, ...times })
  }
  for (let from = 0; first && from < grants.length; from += 64)
    await Promise.all(grants.slice(from, from + 64).map(take))
  return {
    getAccessToken: (id) => tokens.getAccessToken(id),
    read: (answer) => answer,
    close: () => tokens.close(),
  }
}
