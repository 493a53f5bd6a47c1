import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTokenManager } from '@oauth-tokens/core'
import { expect, it } from 'vitest'
import { declareProvider } from '../src/index.ts'

const redirectUri = 'http://127.0.0.1:1/cb'

it('a declared provider is logged in to where its server has another name for the state, too', async () => {
  const server = createServer((_request, response) =>
    response
      .setHeader('content-type', 'application/json')
      .end('{"access_token":"declared-access-token","refresh_token":"declared-refresh-token"}'),
  ).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const declared = declareProvider({
    endpoints: { authorization: 'https://id.acme.example/authorize', token: 'https://id.acme.example/token' },
    authorizationRequest: { names: { state: 'st' } },
    callback: { state: 'st' },
  })
  const tokens = createTokenManager({
    providers: [declared({ id: 'acme', clientId: 'app', clientSecret: 'app-secret', redirectUri, baseUrl })],
  })
  try {
    const { url, state } = await tokens.authorize('acme', { accountName: 'ada' })
    expect(new URL(url).searchParams.get('st')).toBe(state)
    const { connection } = await tokens.callback(`${redirectUri}?code=c&st=${state}`)
    expect(await tokens.getAccessToken(connection.id)).toBe('declared-access-token')
  } finally {
    await tokens.close()
    server.close()
    server.closeAllConnections()
  }
})
