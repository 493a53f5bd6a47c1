import { defineOAuthProvider } from '../../packages/core/dist/index.js'

/** The app that everybody acts for. */
export const app = { clientId: 'bench', clientSecret: 'no secret' }

/** A standard server with single-use refresh tokens, as an adapter of ours. */
export const benchProvider = (tokenUrl) =>
  defineOAuthProvider({
    adapter: 'bench',
    options: app,
    endpoints: { token: tokenUrl },
    resourceHosts: [],
    clientAuth: 'client_secret_post',
    refreshTokens: 'single-use',
    newAccessTokenRevokesOld: false,
    pkce: 'S256',
  })
