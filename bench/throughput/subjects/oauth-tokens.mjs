// All that the product does for a connection that is due: it is found, leased, opened, redeemed after an intent was
// recorded, sealed and stored, and its history is written.
import { createTokenManager, defineOAuthProvider } from '../../../packages/core/dist/index.js'
import { app } from '../app.mjs'
import { bounded } from '../bounded.mjs'

export const provider = (url) =>
  defineOAuthProvider({
    adapter: 'bench',
    options: app,
    endpoints: { token: url },
    resourceHosts: [],
    clientAuth: 'client_secret_post',
    refreshTokens: 'single-use',
    newAccessTokenRevokesOld: false,
    pkce: 'S256',
  })

export function create({ url, concurrency, key, store, stores }) {
  const options = {
    store: stores[store],
    providers: [provider(url)],
    encryptionKeys: [key],
    rescueDir: false,
  }
  return {
    /** Connections whose access tokens have ended. */
    async prepare(count) {
      const tokens = createTokenManager(options)
      await bounded(count, concurrency, async (index) => {
        const set = { provider: 'bench', account: String(index), accessToken: 'ended', expiresIn: 1 }
        await tokens.import({ ...set, refreshToken: `refresh-${index}` }, { force: true })
      })
      await tokens.close()
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    },
    async run() {
      const tokens = createTokenManager(options)
      const failures = new Set()
      for (const type of ['refresh-failed', 'in-doubt'])
        tokens.on(type, ({ cause }) => failures.add(cause?.code))
      await tokens.autoRefresh({ concurrency }).idle()
      // Waits for what was left for later: the histories.
      await tokens.close()
      if (failures.size > 0) throw new Error(`refreshes failed: ${[...failures]}`)
    },
  }
}
