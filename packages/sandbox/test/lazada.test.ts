import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, standardDemoApps, startSandbox } from '../src/index.ts'

const { accounts, clientId, clientSecret, redirectUris } = standardDemoApps.lazada
const [first] = accounts

let sandbox: Sandbox
beforeEach(async () => {
  const start = Date.now()
  sandbox = await startSandbox({ now: () => start })
})
afterEach(() => sandbox.close())

/** As their documents say it: sorted, joined, behind the path, in capital hex. */
async function signed(
  path: string,
  own: Record<string, string>,
  { secret = clientSecret, at = Date.now() } = {},
): Promise<Record<string, unknown>> {
  const parameters: Record<string, string> = {
    app_key: clientId,
    timestamp: String(at),
    sign_method: 'sha256',
    ...own,
  }
  const text = Object.keys(parameters)
    .sort()
    .map((name) => name + parameters[name])
    .join('')
  const sign = createHmac('sha256', secret)
    .update(path + text)
    .digest('hex')
    .toUpperCase()
  const body = new URLSearchParams({ ...parameters, sign })
  const answer = await fetch(`${sandbox.lazadaUrl}/rest${path}`, { method: 'POST', body })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Record<string, unknown>
}

const authorize = () => {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUris[0] ?? '',
  })
  const location = sandbox.lazada.authorize(`${sandbox.lazadaUrl}/oauth/authorize?${query}`)
  return new URL(location).searchParams.get('code') ?? ''
}

describe('the emulated Lazada', () => {
  it('gives tokens for a code and for a refresh token, each at its own address', async () => {
    const created = await signed('/auth/token/create', { code: authorize() })
    expect(created).toMatchObject({
      code: '0',
      country: 'vn',
      account: first?.name,
      expires_in: 2_592_000,
      refresh_expires_in: 15_552_000,
      country_user_info: [{ country: 'vn', seller_id: first?.id }],
    })
    sandbox.clock.advance(86_400_000)
    const own = { refresh_token: String(created.refresh_token) }
    const refreshed = await signed('/auth/token/refresh', own)
    expect(refreshed).toMatchObject({ code: '0', expires_in: 2_592_000, refresh_expires_in: 15_465_600 })
    expect(refreshed).toHaveProperty('country_user_info_list')
    expect(refreshed).not.toHaveProperty('country_user_info')
    expect(await signed('/auth/token/refresh', own)).toMatchObject({
      code: 'IllegalRefreshToken',
      type: 'ISV',
    })
    expect(sandbox.stats().totals).toMatchObject({ redemptions: 2, replays: 1 })
  })

  it('refuses a signature by another secret or of another time, and a code of nobody', async () => {
    const own = { code: authorize() }
    const unsigned = { code: 'IncompleteSignature' }
    expect(await signed('/auth/token/create', own, { secret: 'another' })).toMatchObject(unsigned)
    expect(await signed('/auth/token/create', own, { at: Date.now() - 7_300_000 })).toMatchObject(unsigned)
    expect(await signed('/auth/token/create', { code: 'none' })).toMatchObject({ code: 'InvalidCode' })
    expect(await signed('/auth/token/create', { ...own, app_key: '1' })).toMatchObject({
      code: 'InvalidAppKey',
    })
    expect(await signed('/auth/token/create', own)).toMatchObject({ code: '0' })
  })

  it('fails as it is told to, and is steered over HTTP', async () => {
    const control = async (path: string, body: object) => {
      const answer = await fetch(`${sandbox.url}/_sandbox/lazada/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      })
      return (await answer.json()) as Record<string, string>
    }
    const { refreshToken = '', accessToken = '' } = await control('mint', {})
    expect(sandbox.lazada.isLive(accessToken)).toBe(true)
    sandbox.faults.add({ kind: 'error-body', code: 'AUTH_TYPE_UNSUPPORTED', server: 'lazada' })
    const own = { refresh_token: refreshToken }
    expect(await signed('/auth/token/refresh', own)).toMatchObject({ code: 'AUTH_TYPE_UNSUPPORTED' })
    sandbox.faults.add({ kind: 'throttled', server: 'lazada' })
    expect(await signed('/auth/token/refresh', own)).toMatchObject({ code: 'ApiCallLimit' })
    await control('lifetimes', { accessToken: 6 })
    expect(await signed('/auth/token/refresh', own)).toMatchObject({ expires_in: 6 })
    await control('revoke', {})
    expect(sandbox.lazada.isLive(accessToken)).toBe(false)
    const help = await fetch(`${sandbox.url}/_sandbox/`)
    expect(await help.text()).toMatch(/POST +\/_sandbox\/lazada\/mint/)
  })
})
