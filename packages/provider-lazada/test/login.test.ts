import { createTokenManager, memoryStore, type TokenManager } from '@oauth-tokens/core'
import { fakeClock } from '@oauth-tokens/core/testing'
import { type Sandbox, standardDemoApps, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lazada } from '../src/index.ts'

// Over real HTTP, against the sandbox.

const start = Date.UTC(2026, 10, 22)
const day = 86_400
const { accounts, clientId, clientSecret, redirectUris } = standardDemoApps['lazada']
const [first] = accounts
const id = `lazada:${first?.id}`

let sandbox: Sandbox
let clock: ReturnType<typeof fakeClock>
let tokens: TokenManager

beforeEach(async () => {
  clock = fakeClock(start)
  sandbox = await startSandbox({ now: () => start })
  const { lazadaUrl: baseUrl } = sandbox
  tokens = createTokenManager({
    providers: [lazada({ clientId, clientSecret, baseUrl, redirectUri: redirectUris[0] })],
    store: memoryStore(clock),
    clock,
    encryptionKeys: [Buffer.alloc(32, 7).toString('base64url')],
    rescueDir: false,
  })
})
afterEach(async () => {
  await tokens.close()
  await sandbox.close()
})

/** Both clocks, the vendor's and ours. */
const advance = (seconds: number) => {
  clock.advance(seconds * 1000)
  sandbox.clock.advance(seconds * 1000)
}

const login = async () => {
  const { url } = await tokens.authorize('lazada')
  return (await tokens.callback(sandbox.lazada.authorize(url))).connection
}

describe('lazada', () => {
  it('logs in, and knows whose the tokens are', async () => {
    expect(await login()).toMatchObject({ id, label: first?.name })
    expect(sandbox.lazada.isLive(await tokens.getAccessToken(id))).toBe(true)
  })

  it('refreshes what is due, once, however many ask', async () => {
    await login()
    const before = await tokens.getTokenSet(id)
    advance(30 * day)
    const all = await Promise.all(Array.from({ length: 20 }, () => tokens.getTokenSet(id)))
    expect(new Set(all.map(({ accessToken }) => accessToken)).size).toBe(1)
    expect(all[0]).toMatchObject({ generation: 2, expiresAt: new Date(start + 60 * day * 1000) })
    expect(all[0]?.accessToken).not.toBe(before.accessToken)
    expect(sandbox.stats().totals).toMatchObject({ redemptions: 1, replays: 0 })
  })

  it('does not prolong the refresh token, and tells when the seller must come back', async () => {
    await login()
    const { refreshExpiresAt } = await tokens.getTokenSet(id)
    expect(refreshExpiresAt).toEqual(new Date(start + 180 * day * 1000))
    advance(150 * day)
    const later = await tokens.getTokenSet(id)
    expect(later.refreshExpiresAt).toEqual(refreshExpiresAt)
    expect(later.expiresAt).toEqual(new Date(start + 180 * day * 1000))
    advance(30 * day)
    await expect(tokens.getAccessToken(id)).rejects.toMatchObject({ name: 'ReauthorizationRequiredError' })
  })

  it('keeps what it has when an app of the service market refreshes nothing', async () => {
    await login()
    advance(30 * day)
    sandbox.faults.add({ kind: 'error-body', code: 'AUTH_TYPE_UNSUPPORTED' })
    await expect(tokens.getAccessToken(id)).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('service market'),
    })
    expect((await tokens.connection(id)).status).not.toBe('reauthorization-required')
  })

  it('sends no token anywhere: their calls are signed, not carried in a header', async () => {
    await login()
    const call = tokens.fetch(id, 'https://api.lazada.vn/rest/order/get')
    await expect(call).rejects.toMatchObject({ code: 'host_not_allowed' })
  })

  it('says when the owner must consent again', async () => {
    await login()
    sandbox.lazada.revokeApp(clientId, first?.id ?? '')
    advance(30 * day)
    await expect(tokens.getAccessToken(id)).rejects.toMatchObject({ name: 'ReauthorizationRequiredError' })
    await login()
    expect(sandbox.lazada.isLive(await tokens.getAccessToken(id))).toBe(true)
  })

  it('does not take a wrong secret for the end of a grant', async () => {
    await login()
    sandbox.lazada.rotateSecret(clientId, 'another-secret')
    advance(30 * day)
    await expect(tokens.getAccessToken(id)).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect((await tokens.connection(id)).status).not.toBe('reauthorization-required')
  })
})
