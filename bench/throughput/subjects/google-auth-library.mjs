import { OAuth2Client } from 'google-auth-library'
import { app } from '../app.mjs'
import { bounded } from '../bounded.mjs'

export function create({ url, concurrency }) {
  const refresh = async (index) => {
    // A client is one account.
    const client = new OAuth2Client({ ...app, endpoints: { oauth2TokenUrl: url } })
    client.setCredentials({ refresh_token: `refresh-${index}` })
    return (await client.getAccessToken()).token
  }
  return { run: (count) => bounded(count, concurrency, refresh) }
}
