import { describe, expect, it } from 'vitest'
import { basic, keyed, open, post, redirectUri } from './support/apps.ts'
import { Browser } from './support/browser.ts'
import { acme } from './support/world.ts'

const { server, provider, manager, login } = acme()

describe('a login at a real server', () => {
  it.each([
    ['client_secret_basic', basic],
    ['client_secret_post', { ...post, clientAuth: 'client_secret_post' as const }],
    ['no secret, with PKCE', { ...open, clientSecret: undefined }],
    ['private_key_jwt', { ...keyed, clientSecret: undefined }],
  ])('works with %s, and what comes of it is refreshed', async (_, app) => {
    const tokens = manager(provider(app))
    expect(await login(tokens, 'user-1')).toMatchObject({
      id: 'acme:user-1',
      // Of the user info: this server's id_token has no more than the subject.
      label: 'user-1@example.org',
      status: 'active',
      scopes: ['openid', 'email', 'offline_access'],
    })
    const { accessToken } = await tokens.refresh('acme:user-1')
    expect(await server().isActive(accessToken)).toBe(true)
  })

  it('asks the server for its endpoints once', async () => {
    const tokens = manager()
    server().requests.length = 0
    await Promise.all([tokens.authorize('acme'), tokens.authorize('acme')])
    await login(tokens, 'user-2')
    expect(server().requests.filter((path) => path.startsWith('/.well-known/'))).toHaveLength(1)
  })

  it('tells the account by the user info where there is no id_token', async () => {
    const { issuer } = server()
    const tokens = manager(
      provider({
        issuer: undefined,
        endpoints: { authorization: `${issuer}/auth`, token: `${issuer}/token`, userInfo: `${issuer}/me` },
      }),
    )
    expect(await login(tokens, 'user-3')).toMatchObject({ id: 'acme:user-3', label: 'user-3@example.org' })
  })

  it('names the account by another claim, or as the user says', async () => {
    const byMail = manager(provider({ accountClaim: 'email' }))
    expect((await login(byMail, 'user-4')).id).toBe('acme:user-4@example.org')
    const tokens = manager(provider({ accountClaim: false }))
    const { url } = await tokens.authorize('acme', { accountName: 'my-account' })
    const { connection } = await tokens.callback(await new Browser('user-4').consent(url, redirectUri))
    expect(connection.id).toBe('acme:my-account')
  })

  it('refuses an account that it was not started for', async () => {
    const tokens = manager()
    const { url } = await tokens.authorize('acme', { account: 'user-5' })
    const callback = await new Browser('somebody-else').consent(url, redirectUri)
    await expect(tokens.callback(callback)).rejects.toMatchObject({ code: 'account_mismatch' })
  })

  it('refuses a callback of another issuer, or of none, and sends nothing', async () => {
    const change: [string, (query: URLSearchParams) => void][] = [
      ['another issuer', (query) => query.set('iss', 'https://evil.example')],
      ['does not name its issuer', (query) => query.delete('iss')],
      ['another issuer', (query) => query.append('iss', 'https://evil.example')],
    ]
    for (const [why, forge] of change) {
      const tokens = manager()
      const { url } = await tokens.authorize('acme')
      const callback = new URL(await new Browser('user-6').consent(url, redirectUri))
      forge(callback.searchParams)
      server().requests.length = 0
      await expect(tokens.callback(callback)).rejects.toMatchObject({
        name: 'AuthorizationError',
        code: 'callback_refused',
        message: expect.stringContaining(why),
      })
      expect(server().requests.filter((path) => path === '/token')).toEqual([])
    }
  })

  it('says which settings to look at when the app is refused', async () => {
    const wrong = [
      [{ clientSecret: 'not-the-secret-of-the-app' }, /clientSecret.*client_secret_basic/],
      [
        { ...keyed, clientSecret: undefined, assertionAudience: 'https://other.example' },
        /privateKey, keyId/,
      ],
    ] as const
    for (const [app, advice] of wrong) {
      const tokens = manager(provider(app))
      await expect(login(tokens, 'user-7')).rejects.toMatchObject({
        name: 'ConfigurationError',
        code: 'invalid_client',
        message: expect.stringMatching(advice),
      })
    }
  })
})
