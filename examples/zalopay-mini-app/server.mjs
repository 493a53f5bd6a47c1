// @ts-check
import { serve } from '@hono/node-server'
import { AuthorizationError, createTokenManager, ReauthorizationRequiredError } from '@oauth-tokens/core'
import { zalopay } from '@oauth-tokens/provider-zalopay'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { jwt, sign } from 'hono/jwt'

const {
  ZALOPAY_CLIENT_ID: clientId = '',
  ZALOPAY_CLIENT_SECRET: clientSecret = '',
  ZALOPAY_BASE_URL: baseUrl, // unset: ZaloPay's own sandbox
  MINI_APP_ORIGIN: miniApp = '',
  SESSION_SECRET: secret = '',
  OAUTH_TOKENS_STORE: store = 'file:./tokens',
  OAUTH_TOKENS_KEY: key = '',
  PORT: port = '3000',
} = process.env
if (secret.length < 32) throw new Error('Set SESSION_SECRET to 32 random characters or more.')

const api = baseUrl ?? 'https://sb-openapi.zalopay.vn' // later, with environment: 'production', openapi.zalopay.vn
const tokens = createTokenManager({
  store,
  encryptionKeys: [key],
  providers: [zalopay({ clientId, clientSecret, environment: 'sandbox', baseUrl })],
})

const app = new Hono()
app.use(cors({ origin: miniApp }))

// The mini app sends what ZaloPay gave it; what it gets back is a session of ours and never a token of ZaloPay's.
app.post('/zalopay/login', async (c) => {
  const { code, codeVerifier } = await c.req.json()
  if (typeof code !== 'string' || typeof codeVerifier !== 'string') throw new HTTPException(400)
  const { id, label } = await tokens.exchange('zalopay', { code, codeVerifier })
  const session = await sign({ sub: id, exp: Math.floor(Date.now() / 1000) + 86_400 }, secret, 'HS256')
  return c.json({ session, name: label })
})

app.get('/me', jwt({ secret, alg: 'HS256' }), async (c) => {
  const { sub } = /** @type {{ sub: string }} */ (c.get('jwtPayload'))
  const answer = await tokens.fetch(sub, `${api}/oauth/user/info`)
  const { data } = /** @type {{ data: { display_name?: string } }} */ (await answer.json())
  return c.json({ name: data.display_name })
})

app.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse()
  console.error(error) // shows no token, code or secret
  // The user consents again, in the mini app.
  if (error instanceof ReauthorizationRequiredError) return c.json({ code: error.code }, 401)
  return c.json({ code: 'failed' }, error instanceof AuthorizationError ? 400 : 500)
})

const server = serve({ fetch: app.fetch, port: Number(port) }, () => console.log(`Listening on port ${port}`))

for (const signal of ['SIGINT', 'SIGTERM']) {
  // close() waits for a refresh under way: its answer must be saved.
  process.once(signal, () => server.close(() => tokens.close()))
}
