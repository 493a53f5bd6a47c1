import { createHmac } from 'node:crypto'
import { systemClock } from '@oauth-tokens/core'
import { demoApp, type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ZaloOaOptions, zaloOa } from '../src/index.ts'
import { managers } from './support/managers.ts'

const { appId, secretKey, redirectUris, oas } = demoApp
const oaId = oas[0]!.id
const id = `zalo-oa:${oaId}`
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

async function loggedIn(more: Partial<ZaloOaOptions> = {}) {
  const options = { clientId: appId, clientSecret: secretKey, redirectUri: redirectUris[0], ...more }
  const world = managers(zaloOa({ ...options, baseUrl: sandbox.zaloUrl }), systemClock)
  const tokens = world.manager()
  const { url } = await tokens.authorize('zalo-oa')
  await tokens.callback(sandbox.zalo.authorize(url, { oaId }))
  const call = (path: string, body: object) =>
    tokens.fetch(id, `${sandbox.zaloUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return {
    ...world,
    tokens,
    /** A message to a user, at openapi.zalo.me. */
    message: () => call('/v3.0/oa/message/cs', { recipient: { user_id: '1' }, message: { text: 'hi' } }),
    /** A ZNS, at business.openapi.zalo.me. */
    zns: () => call('/message/template', { phone: '84901234567', template_id: '1' }),
    generation: () => sandbox.zalo.generation(appId, oaId),
  }
}

describe('a call with the token of an OA', () => {
  it('carries it as access_token, and no proof where none was asked for', async () => {
    const { message } = await loggedIn()
    expect(await (await message()).json()).toMatchObject({ error: 0, data: { user_id: '1' } })
    const adapter = zaloOa({ clientId: appId, clientSecret: secretKey })
    expect(adapter.header('t')).toEqual({ name: 'access_token', value: 't' })
    expect(adapter.extraHeaders).toBe(undefined)
  })

  it.each([-216, -220, -124, 216, 401, -401, '-216'])(
    'is made again with a refreshed token after %s in HTTP 200',
    async (code) => {
      const { message, generation } = await loggedIn()
      sandbox.faults.add({ kind: 'error-body', path: 'api', code })
      expect(await (await message()).json()).toMatchObject({ error: 0 })
      expect(generation()).toBe(2)
      expect(sandbox.zalo.messages()).toHaveLength(1)
    },
  )

  it('is made again with a refreshed token after HTTP 401', async () => {
    const { message, generation } = await loggedIn()
    sandbox.faults.add({ kind: 'status', status: 401, path: 'api', body: '{"message":"Unauthorized"}' })
    expect(await (await message()).json()).toMatchObject({ error: 0 })
    expect(generation()).toBe(2)
  })

  it.each([-242, -1241, -32, -211, -224, -209, -212, -219, -204, -205, -223, 0, 452])(
    'is handed out as it came, and nothing is refreshed, after %s',
    async (code) => {
      const { message, generation } = await loggedIn()
      sandbox.faults.add({ kind: 'error-body', path: 'api', code })
      expect(await (await message()).json()).toMatchObject({ error: code })
      expect(generation()).toBe(1)
      expect(sandbox.zalo.messages()).toEqual([])
    },
  )

  it('believes the number in a body rather than the status beside it', () => {
    const { deadToken } = zaloOa({ clientId: appId, clientSecret: secretKey })
    const headers = new Headers()
    expect(deadToken?.({ status: 401, headers, json: { error: -242 } })).toBe(false)
    expect(deadToken?.({ status: 400, headers, json: { error: -216 } })).toBe(true)
    expect(deadToken?.({ status: 401, headers, json: { error: 0 } })).toBe(true)
    expect(deadToken?.({ status: 403, headers })).toBe(false)
  })

  it('survives a token that died before its time, at both hosts, at the cost of one refresh for all', async () => {
    const { message, zns, generation } = await loggedIn()
    // Zalo's clock alone goes on: the token is dead there, and fresh here.
    sandbox.clock.advance(26 * 3_600_000)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, call) => (call % 2 ? zns() : message())))
    const errors = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { error: number }).error),
    )
    expect(errors).toEqual(Array(20).fill(0))
    expect(generation()).toBe(2)
    expect(sandbox.stats().totals.replays).toBe(0)
  })
})

describe('appsecret_proof', () => {
  beforeEach(() => sandbox.zalo.registerApp({ ...demoApp, checkSecretProof: true }))

  it('is sent with every call when asked for: HMAC-SHA256 of the token, in small hex', async () => {
    const { message, zns, tokens } = await loggedIn({ secretProof: true })
    expect((await tokens.connection(id)).label).toBe(oas[0]!.name)
    expect(await (await message()).json()).toMatchObject({ error: 0 })
    expect(await (await zns()).json()).toMatchObject({ error: 0 })
    const adapter = zaloOa({ clientId: appId, clientSecret: secretKey, secretProof: true })
    const expected = createHmac('sha256', secretKey).update('the-token').digest('hex')
    expect(adapter.extraHeaders?.('the-token', 'own')).toEqual({ appsecret_proof: expected })
  })

  it('is missed by Zalo without the option, which is no reason to refresh', async () => {
    const { message, zns, generation } = await loggedIn()
    expect(await (await message()).json()).toMatchObject({ error: -242 })
    expect(await (await zns()).json()).toMatchObject({ error: -1241 })
    expect(generation()).toBe(1)
  })

  it('is made of the secret in force while secrets are changed', async () => {
    const { message, tokens } = await loggedIn({
      clientSecret: [secretKey, 'the-next-secret'],
      secretProof: true,
    })
    sandbox.zalo.rotateSecret(appId, 'the-next-secret')
    expect(await (await message()).json()).toMatchObject({ error: -242 })
    await tokens.refresh(id)
    expect(await (await message()).json()).toMatchObject({ error: 0 })
  })
})
