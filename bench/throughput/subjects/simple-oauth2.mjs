import { AuthorizationCode } from 'simple-oauth2'
import { app } from '../app.mjs'
import { bounded } from '../bounded.mjs'

export function create({ url, concurrency }) {
  const { origin, pathname } = new URL(url)
  const client = new AuthorizationCode({
    client: { id: app.clientId, secret: app.clientSecret },
    auth: { tokenHost: origin, tokenPath: pathname },
    options: { authorizationMethod: 'body' },
  })
  const refresh = async (index) => {
    const ended = { access_token: 'ended', refresh_token: `refresh-${index}`, expires_in: 0 }
    return (await client.createToken(ended).refresh()).token.access_token
  }
  return { run: (count) => bounded(count, concurrency, refresh) }
}
