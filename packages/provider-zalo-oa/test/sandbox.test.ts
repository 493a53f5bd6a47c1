import { demoApp, type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zaloOa } from '../src/index.ts'

const { appId, secretKey, redirectUris, oas } = demoApp
const redirectUri = redirectUris[0] as string
const timeout = 5000

describe('against an emulated Zalo over real HTTP', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox()
  })
  afterAll(() => sandbox.close())

  const provider = (more = {}) =>
    zaloOa({ clientId: appId, clientSecret: secretKey, redirectUri, baseUrl: sandbox.zaloUrl, ...more })

  /** Consents as the admin of one OA and exchanges the code. */
  async function login(oaId: string, more = {}) {
    const adapter = provider(more)
    const start = await adapter.authorizationUrl({ state: 'the-state' })
    const page = await fetch(`${start.url}&auto=allow&oa_id=${oaId}`, { redirect: 'manual' })
    const answer = adapter.readCallback(new URL(page.headers.get('location') ?? ''))
    expect(answer).toMatchObject({ state: 'the-state', account: oaId })
    const { code = '' } = answer
    const { codeVerifier } = start
    const outcome = await adapter.exchange({
      code,
      timeout,
      redirectUri,
      ...(codeVerifier && { codeVerifier }),
    })
    if (outcome.kind !== 'issued') throw new Error(outcome.kind)
    return { adapter, grant: outcome.grant, code }
  }

  it.each(oas.map(({ id, name }) => [name, id]))(
    'logs in %s, with and without PKCE',
    async (label, account) => {
      for (const pkce of [true, false]) {
        const { adapter, grant } = await login(account, { pkce })
        const request = { accessToken: grant.accessToken, raw: grant.raw, params: {}, timeout }
        expect(await adapter.identify?.(request)).toEqual({ account, label })
      }
    },
  )

  it('refreshes once with each refresh token, and kills the access token before', async () => {
    const { adapter, grant } = await login(oas[0]?.id ?? '')
    const refreshToken = grant.refreshToken ?? ''
    expect(await adapter.refresh({ refreshToken, params: {}, timeout })).toMatchObject({ kind: 'issued' })
    expect(await adapter.refresh({ refreshToken, params: {}, timeout })).toMatchObject({
      kind: 'refused',
      refusal: 'grant',
    })
    const old = { accessToken: grant.accessToken, raw: {}, params: {}, timeout }
    await expect(adapter.identify?.(old)).rejects.toMatchObject({ name: 'AuthorizationError' })
  })

  it('is told apart what is wrong', async () => {
    const { code } = await login(oas[0]?.id ?? '', { pkce: false })
    const wrong = async (more: object, used = code) => provider(more).exchange({ code: used, timeout })
    expect(await wrong({})).toMatchObject({ kind: 'refused', refusal: 'grant', code: '-14005' })
    expect(await wrong({ clientSecret: 'another-secret' })).toMatchObject({
      refusal: 'client',
      code: '-14004',
    })
    expect(await wrong({ clientId: '42' })).toMatchObject({ refusal: 'client', code: '-14002' })
  })
})
