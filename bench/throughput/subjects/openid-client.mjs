// As its documentation shows it. On our transport, it is what oauth-tokens makes of it without a store.
import * as client from 'openid-client'
import { directTransport } from '../../../packages/core/dist/provider/transport/direct-transport.js'
import { app } from '../app.mjs'
import { bounded } from '../bounded.mjs'

export function create({ url, concurrency, transport }) {
  const server = { issuer: new URL(url).origin, token_endpoint: url }
  const auth = client.ClientSecretPost(app.clientSecret)
  const configuration = new client.Configuration(server, app.clientId, undefined, auth)
  client.allowInsecureRequests(configuration)
  if (transport === 'ours') {
    // The transport has its own time limit.
    configuration.timeout = 0
    configuration[client.customFetch] = lightFetch()
  }
  const refresh = async (index) =>
    (await client.refreshTokenGrant(configuration, `refresh-${index}`)).access_token
  return { run: (count) => bounded(count, concurrency, refresh) }
}

function lightFetch() {
  const send = directTransport()
  return async (url, { method, headers, body }) => {
    const answer = await send({ url, method, headers, body: String(body), timeout: 20_000 })
    return new LightResponse(answer)
  }
}

/** As much of a `Response` as openid-client looks at. */
class LightResponse {
  bodyUsed = false
  constructor({ status, headers, text }) {
    Object.assign(this, { status, headers, text })
  }
  get [Symbol.toStringTag]() {
    return 'Response'
  }
  async json() {
    return JSON.parse(this.text)
  }
}
