// One OAuth2Fetch a connection, for its `getAccessToken`. It reads a stored token when it is made and tells of new
// ones, so that processes share what they started with.
import { OAuth2Client, OAuth2Fetch } from '@badgateway/oauth2-client'
import { app } from '../shared/provider.mjs'

export const name = '@badgateway/oauth2-client'
export const packages = ['@badgateway/oauth2-client']
export const store = 'none: a copy in each process'

export async function make({ grants, tokenUrl }) {
  const client = new OAuth2Client({
    ...app,
    tokenEndpoint: tokenUrl,
    authenticationMethod: 'client_secret_post',
  })
  const wrappers = new Map()
  for (const { id, accessToken, refreshToken, expiresAt } of grants) {
    const wrapper = new OAuth2Fetch({
      client,
      getNewToken: () => null,
      getStoredToken: () => ({ accessToken, refreshToken, expiresAt }),
      scheduleRefresh: false,
    })
    wrappers.set(id, wrapper)
  }
  return {
    getAccessToken: (id) => wrappers.get(id).getAccessToken(),
    read: (answer) => answer,
    close() {},
  }
}
