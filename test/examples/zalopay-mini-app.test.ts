import { generateKey } from '@oauth-tokens/core'
import { demoZaloPayApp, type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../../packages/core/test/support/services/redis.ts'
import { newHome, start } from '../support/example.ts'
import { day } from '../support/example-zalo.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

describe('the backend of a ZaloPay mini app', () => {
  it('logs a user in with what the mini app sends, and calls ZaloPay for them', async () => {
    const port = await freePort()
    const server = `http://127.0.0.1:${port}`
    const home = newHome('zalopay-mini-app', {
      ZALOPAY_CLIENT_ID: `${demoZaloPayApp.appId}`,
      ZALOPAY_CLIENT_SECRET: demoZaloPayApp.secretKey,
      ZALOPAY_BASE_URL: sandbox.zalopayUrl,
      MINI_APP_ORIGIN: 'https://mini.shop.example',
      SESSION_SECRET: generateKey(),
      OAUTH_TOKENS_STORE: 'file:./tokens',
      OAUTH_TOKENS_KEY: generateKey(),
      PORT: `${port}`,
    })
    const app = start('node', ['server.mjs'], home)
    await app.said('Listening')

    const [user] = demoZaloPayApp.users
    // What ZaloPay gives to the pages of a mini app.
    const pair = sandbox.zalopay.pkcePair()
    const User = {
      generateCodeVerifier: async () => pair.codeVerifier,
      generateCodeChallenge: async () => pair.codeChallenge,
      getOauthV1Code: async (request: { appId: number; codeChallenge: string }) =>
        sandbox.zalopay.getOauthV1Code(request),
    }
    Object.assign(globalThis, { window: { zlpSdk: { User } } })
    const { login } = await import('../../examples/zalopay-mini-app/mini-app/login.mjs')
    const { session, name } = await login(server, demoZaloPayApp.appId)
    expect(name).toBe(user?.displayName)

    const me = (authorization: string) => fetch(`${server}/me`, { headers: { authorization } })
    sandbox.clock.advance(day)
    expect(await (await me(`Bearer ${session}`)).json()).toEqual({ name: user?.displayName })
    expect(sandbox.stats().totals).toMatchObject({ exchanges: 1, redemptions: 1, issued: 2 })
    expect((await me('Bearer made-up')).status).toBe(401)
    const refused = await fetch(`${server}/zalopay/login`, { method: 'POST', body: '{"code":"made-up"}' })
    expect(refused.status).toBe(400)
    sandbox.zalopay.revokeApp(demoZaloPayApp.appId, user!.muid)
    expect((await me(`Bearer ${session}`)).status).toBe(401)
    app.child.kill('SIGTERM')
    expect((await app.finished).status).toBe(0)
  })
})
