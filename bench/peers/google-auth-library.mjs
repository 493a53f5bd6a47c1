// One OAuth2Client a connection, as its documentation has it. It tells of new tokens by an event and reads nothing
// back: what is shared by processes is what they started with.
import { OAuth2Client } from 'google-auth-library'
import { app } from '../shared/provider.mjs'

export const name = 'google-auth-library'
export const packages = ['google-auth-library']
export const store = 'none: a copy in each process'

export async function make({ grants, tokenUrl }) {
  const clients = new Map()
  for (const { id, accessToken, refreshToken, expiresAt } of grants) {
    const client = new OAuth2Client({ ...app, endpoints: { oauth2TokenUrl: tokenUrl } })
    client.setCredentials({
      access_token: accessToken,
      refresh_token: refreshToken,
      expiry_date: expiresAt,
    })
    clients.set(id, client)
  }
  return {
    getAccessToken: (id) => clients.get(id).getAccessToken(),
    read: ({ token }) => token,
    close() {},
  }
}
