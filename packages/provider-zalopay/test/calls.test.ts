import { type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zalopay } from '../src/index.ts'
import { refusal, returned } from './support/answers.ts'
import { adapterFor, appId, codeAndVerifier, ha, idOfHa, managers } from './support/world.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

const login = async (more = {}) => {
  const tokens = managers(adapterFor(sandbox, more))()
  await tokens.exchange('zalopay', codeAndVerifier(sandbox))
  const me = async (query = '') => {
    const response = await tokens.fetch(idOfHa, `${sandbox.zalopayUrl}/oauth/user/info${query}`)
    return { status: response.status, json: (await response.json()) as Record<string, unknown> }
  }
  return { tokens, me }
}
const redemptions = () => sandbox.stats().totals.redemptions

describe('a call', () => {
  it('carries the token and the secret', async () => {
    const { me } = await login()
    const { json } = await me('?fields=user.phone')
    expect(json.data).toEqual({ muid: ha.muid, user_phone: Number(ha.phone) })
  })

  it.each([
    ['the usual envelope', {}],
    ['the other envelope', { envelope: 'return-code' }],
    ['HTTP 401', { errorStatus: 401 }],
    ['a reason that nobody knows', { errors: { accessToken: { reason: 'ZP_9' } } }],
  ] as const)('is repeated once with a new token when the old one died, said by %s', async (_, zalopay) => {
    await sandbox.close()
    sandbox = await startSandbox({ zalopay })
    const { tokens, me } = await login()
    const dead = await tokens.getAccessToken(idOfHa)
    // Before its time, as far as we know.
    sandbox.clock.advance(3_600_000)
    expect(sandbox.zalopay.isLive(dead)).toBe(false)
    expect(JSON.stringify((await me()).json)).toContain(ha.muid)
    expect(redemptions()).toBe(1)
  })

  it.each(['INVALID_SECRET_KEY', 'INVALID_ARGUMENT', 'RATE_LIMITED'])(
    'refreshes nothing after %s, and the caller reads the answer',
    async (code) => {
      const { me } = await login()
      sandbox.faults.add({ kind: 'error-body', path: 'userinfo', code })
      expect((await me()).json.error).toMatchObject({ details: { error_info: { reason: code } } })
      expect(redemptions()).toBe(0)
    },
  )

  it('keeps to the hosts of ZaloPay', async () => {
    const { tokens } = await login()
    await expect(tokens.fetch(idOfHa, 'https://openapi.zalopay.vn/oauth/user/info')).rejects.toMatchObject({
      code: 'host_not_allowed',
    })
  })
})

describe('an answer', () => {
  const { deadToken } = zalopay({ clientId: String(appId), clientSecret: 'Xq7-secret-key' })
  const says = (status: number, json?: Record<string, unknown>) =>
    deadToken?.({ status, headers: new Headers(), ...(json && { json }) })

  it.each<[number, Record<string, unknown> | undefined]>([
    [401, undefined],
    [401, {}],
    [401, refusal('NEVER_HEARD_OF')],
    [200, refusal('INVALID_ACCESS_TOKEN')],
    [200, refusal('', { error: 'UNAUTHENTICATED', code: 16 })],
    [403, refusal('ACCESS_TOKEN_EXPIRED')],
    [200, returned(-402, 'Access token has expired')],
  ])('HTTP %s with %j tells of a dead token', (status, json) => {
    expect(says(status, json)).toBe(true)
  })

  it.each<[number, Record<string, unknown> | undefined]>([
    [403, undefined],
    [200, { data: { muid: '1' } }],
    [200, { return_code: 1 }],
    [401, refusal('INVALID_SECRET_KEY')],
    [200, refusal('NEVER_HEARD_OF')],
    [200, returned(-402, 'Illegal signature')],
    [429, refusal('RATE_LIMITED')],
  ])('HTTP %s with %j does not', (status, json) => {
    expect(says(status, json)).toBe(false)
  })

  it('is read as the user knows it', () => {
    const own = zalopay({ clientId: '1', clientSecret: 'secret', errors: { ZP_1: 'access-token' } })
    expect(own.deadToken?.({ status: 200, headers: new Headers(), json: refusal('ZP_1') })).toBe(true)
  })
})
