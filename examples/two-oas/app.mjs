// @ts-check
import { serve } from '@hono/node-server'
import {
  AuthorizationError,
  ConnectionNotFoundError,
  createTokenManager,
  OAuthTokensError,
  ReauthorizationRequiredError,
} from '@oauth-tokens/core'
import { zaloOa } from '@oauth-tokens/provider-zalo-oa'
import { Hono } from 'hono'
import { basicAuth } from 'hono/basic-auth'
import { HTTPException } from 'hono/http-exception'

const {
  ZALO_OA_CLIENT_ID: clientId = '',
  ZALO_OA_CLIENT_SECRET: clientSecret = '',
  ZALO_OA_REDIRECT_URI: redirectUri = 'http://127.0.0.1:8910/callback',
  ZALO_OA_BASE_URL: baseUrl, // unset: the real Zalo
  OAUTH_TOKENS_STORE: store = 'file:./tokens',
  OAUTH_TOKENS_KEY: key = '',
  STAFF_PASSWORD: password = '',
} = process.env
if (password === '') throw new Error('Set STAFF_PASSWORD: whoever knows it may write as your OAs.')

const api = baseUrl ?? 'https://openapi.zalo.me'
const { origin, pathname, port } = new URL(redirectUri)

// One app at Zalo serves any number of OAs: each is a connection, zalo-oa:<OA id>.
const tokens = createTokenManager({
  store,
  encryptionKeys: [key],
  providers: [zaloOa({ clientId, clientSecret, redirectUri, baseUrl })],
  allowedReturnTo: [origin],
})
tokens.autoRefresh() // ahead of time, so that nobody waits for it
tokens.on('reauthorization-required', ({ connection }) =>
  console.error(`${connection}: open ${origin}/connect`),
)

const app = new Hono()

// Open to everybody: Zalo looks whether this address answers, and sends the admin's browser here. Only a login that was
// begun at /connect, below, has a state that is taken here.
app.get(pathname, async (c) => {
  if (c.req.query('state') === undefined) return c.text('This is where Zalo sends you after a login.')
  const { returnTo } = await tokens.callback(c.req.url)
  return c.redirect(returnTo ?? '/oas')
})

// All that follows is for the staff.
app.use(basicAuth({ username: 'staff', password }))

app.get('/connect', async (c) => {
  const { url } = await tokens.authorize('zalo-oa', { returnTo: `${origin}/oas` })
  return c.redirect(url)
})

app.get('/oas', async (c) => {
  const oas = []
  for await (const { id, label, status } of tokens.connections()) oas.push({ id, label, status })
  return c.json(oas)
})

app.get('/oas/:id', async (c) => {
  const answer = await tokens.fetch(c.req.param('id'), `${api}/v2.0/oa/getoa`)
  return c.json(await answer.json())
})

app.post('/oas/:id/messages', async (c) => {
  const { to, text } = await c.req.json()
  const answer = await tokens.fetch(c.req.param('id'), `${api}/v3.0/oa/message/cs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ recipient: { user_id: to }, message: { text } }),
  })
  const said = /** @type {{ error: number }} */ (await answer.json())
  return c.json(said, said.error === 0 ? 200 : 502) // Zalo says what went wrong under HTTP 200
})

app.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse()
  if (!(error instanceof OAuthTokensError)) throw error
  console.error(error.message) // it says what to do, and holds no secret
  const said = { code: error.code, message: error.message, ...(error.retryAt && { retryAt: error.retryAt }) }
  if (error instanceof ConnectionNotFoundError) return c.json(said, 404)
  if (error instanceof AuthorizationError) return c.json(said, 400)
  if (error instanceof ReauthorizationRequiredError)
    return c.json({ ...said, next: `${origin}/connect` }, 409)
  return c.json(said, error.retryable ? 503 : 500)
})

const server = serve({ fetch: app.fetch, port: Number(process.env.PORT ?? (port || 80)) }, () =>
  console.log(`Open ${origin}/connect once for each OA`),
)

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    console.log('Finishing what is under way …')
    // The answer of a refresh that was sent holds the only valid refresh token: close() waits until it is saved.
    server.close(() => tokens.close())
  })
}
