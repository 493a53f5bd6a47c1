// A token endpoint with single-use refresh tokens: each is spent when it arrives, a spent one is refused, and every
// answer takes its time. A child of shared/child.mjs.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { grant, lifetime } from '../shared/grants.mjs'

const accounts = new Map() // by refresh token
const counts = new Map()
const issued = new Map() // access token → account

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

function redeem(refreshToken) {
  const account = accounts.get(refreshToken)
  if (account === undefined) return undefined
  const count = counts.get(account)
  count.redemptions += 1
  if (count.spent.has(refreshToken)) return undefined
  count.spent.add(refreshToken)
  const next = grant(account)
  accounts.set(next.refreshToken, account)
  issued.set(next.accessToken, account)
  return next
}

/** An ID token for who asks for one; Slack tells of errors within HTTP 200. */
function answerTo(next, { slack, clientId, wantsIdToken }) {
  if (!next) {
    return slack
      ? { status: 200, body: { ok: false, error: 'invalid_refresh_token' } }
      : { status: 400, body: { error: 'invalid_grant', error_description: 'the refresh token was spent' } }
  }
  const { id: sub, accessToken, refreshToken } = next
  const claims = { iss: 'https://login.bench.example/', sub, aud: clientId, iat: 1, exp: 4_000_000_000 }
  return {
    status: 200,
    body: {
      ok: true,
      token_type: slack ? 'bot' : 'Bearer',
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_in: lifetime / 1000,
      ...(wantsIdToken && { id_token: `${part({ alg: 'none' })}.${part(claims)}.` }),
    },
  }
}

let latency = 0
const server = createServer(async (request, response) => {
  let text = ''
  request.setEncoding('utf8')
  for await (const chunk of request) text += chunk
  const form = new URLSearchParams(text)
  const slack = request.url.startsWith('/api/')
  const { status, body } = answerTo(redeem(form.get('refresh_token')), {
    slack,
    clientId: form.get('client_id'),
    wantsIdToken: form.get('scope')?.includes('openid'),
  })
  setTimeout(() => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }, latency)
})
server.keepAliveTimeout = 60_000

export default {
  async start(milliseconds) {
    latency = milliseconds
    // As many callers at once as there are.
    server.listen({ port: 0, host: '127.0.0.1', backlog: 16_384 })
    await once(server, 'listening')
  },
  url: () => `http://127.0.0.1:${server.address().port}`,
  /** Takes logins as having happened. */
  know(grants) {
    for (const { account, refreshToken } of grants) {
      accounts.set(refreshToken, account)
      counts.set(account, { redemptions: 0, spent: new Set() })
    }
  },
  redemptions: (account) => counts.get(account).redemptions,
  /** Which of these are access tokens of this account that were issued since. */
  live: (account, tokens) => tokens.filter((token) => issued.get(token) === account),
}
