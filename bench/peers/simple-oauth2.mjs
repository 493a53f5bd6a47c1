// Its documentation's own lines: ask `expired`, then `refresh`, and keep the new object – here in a Map.
import { AuthorizationCode } from 'simple-oauth2'
import { app } from '../shared/provider.mjs'

export const name = 'simple-oauth2 in a Map'
export const packages = ['simple-oauth2']
export const store = 'none: a copy in each process'

export async function make({ grants, tokenUrl }) {
  const { origin, pathname } = new URL(tokenUrl)
  const client = new AuthorizationCode({
    client: { id: app.clientId, secret: app.clientSecret },
    auth: { tokenHost: origin, tokenPath: pathname },
  })
  const tokens = new Map(
    grants.map(({ id, accessToken, refreshToken, expiresAt }) => [
      id,
      client.createToken({
        access_token: accessToken,
        refresh_token: refreshToken,
        expires_at: new Date(expiresAt).toISOString(),
      }),
    ]),
  )
  return {
    async getAccessToken(id) {
      let token = tokens.get(id)
      if (token.expired()) {
        token = await token.refresh()
        tokens.set(id, token)
      }
      return token.token.access_token
    },
    read: (answer) => answer,
    close() {},
  }
}
