import { describe, expect, it } from 'vitest'
import { basic, keyed, open } from './support/apps.ts'
import { Browser } from './support/browser.ts'
import { acme } from './support/world.ts'

const { server, provider, manager } = acme()

describe('a login on another device', () => {
  it('shows a code, waits for the owner, and makes a connection that is refreshed', async () => {
    const tokens = manager()
    const {
      userCode = '',
      verificationUrl,
      verificationUrlComplete,
      done,
    } = await tokens.authorizeDevice('acme')
    expect(verificationUrlComplete).toContain(userCode)
    server().requests.length = 0
    while (!server().requests.includes('/token')) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await new Browser('couch').typeIn(verificationUrl, userCode)).toContain('Signed in.')
    expect(await done).toMatchObject({ id: 'acme:couch', label: 'couch@example.org' })
    expect((await tokens.refresh('acme:couch')).generation).toBe(2)
  })

  it('works for an app without a secret, and with a key', async () => {
    for (const app of [open, keyed]) {
      const tokens = manager(provider({ ...app, clientSecret: undefined }))
      const { userCode = '', verificationUrl, done } = await tokens.authorizeDevice('acme')
      await new Browser('couch').typeIn(verificationUrl, userCode)
      expect((await done).id).toBe('acme:couch')
    }
  })

  it('says what is wrong with the settings at once', async () => {
    const tokens = manager(provider({ clientSecret: 'not-the-secret-of-the-app' }))
    await expect(tokens.authorizeDevice('acme')).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'invalid_client',
    })
  })
})

describe("the app's own tokens", () => {
  it.each([
    ['a secret', basic],
    ['a key', { ...keyed, clientSecret: undefined }],
  ])('are asked for with %s, and asked for again', async (_, app) => {
    const tokens = manager(provider({ ...app, scopes: ['openid', 'offline_access', 'read'] }))
    const connection = await tokens.authorizeClient('acme', { account: 'the-app' })
    expect(connection).toMatchObject({ id: 'acme:the-app', status: 'active' })
    const first = await tokens.getAccessToken(connection.id)
    expect(await server().isClientToken(first)).toBe(true)
    const second = await tokens.getAccessToken(connection.id, { rejected: first })
    expect(second).not.toBe(first)
    expect(await server().isClientToken(second)).toBe(true)
  })

  it('are not for an app that cannot prove who it is', async () => {
    const tokens = manager(provider({ ...open, clientSecret: undefined }))
    await expect(tokens.authorizeClient('acme', { account: 'the-app' })).rejects.toMatchObject({
      code: 'client_credentials_unsupported',
    })
  })
})
