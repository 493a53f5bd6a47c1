// What one writes by hand with two good libraries: the record in Keyv, openid-client for the request, no lock.
import KeyvRedis from '@keyv/redis'
import Keyv from 'keyv'
import { allowInsecureRequests, ClientSecretPost, Configuration, refreshTokenGrant } from 'openid-client'
import { app } from '../shared/provider.mjs'

export const name = 'openid-client with Keyv, by hand'
export const packages = ['openid-client', 'keyv', '@keyv/redis']
export const store = 'Redis'

export async function make({ grants, tokenUrl, redisUrl, first }) {
  const keyv = redisUrl ? new Keyv(new KeyvRedis(redisUrl), { namespace: 'hand' }) : new Keyv()
  const server = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl }
  const config = new Configuration(server, app.clientId, undefined, ClientSecretPost(app.clientSecret))
  allowInsecureRequests(config)
  if (first || !redisUrl) {
    for (const { id, accessToken, refreshToken, expiresAt } of grants)
      await keyv.set(id, { accessToken, refreshToken, expiresAt })
  }
  return {
    async getAccessToken(id) {
      const held = await keyv.get(id)
      if (Date.now() < held.expiresAt) return held.accessToken
      const answer = await refreshTokenGrant(config, held.refreshToken)
      const next = {
        accessToken: answer.access_token,
        refreshToken: answer.refresh_token ?? held.refreshToken,
        expiresAt: Date.now() + answer.expires_in * 1000,
      }
      await keyv.set(id, next)
      return next.accessToken
    },
    read: (answer) => answer,
    close: () => redisUrl && keyv.disconnect(),
  }
}
