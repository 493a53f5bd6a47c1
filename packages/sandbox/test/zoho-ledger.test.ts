import { afterEach, beforeEach, expect, test } from 'vitest'
import { credentialId, type Sandbox, startSandbox, type ZohoTokens } from '../src/index.ts'
import { until } from './zalo-client.ts'
import { callApi, client, consent, euUser, exchangeCode, refresh, usUser } from './zoho-client.ts'

let sandbox: Sandbox
let tokens: ZohoTokens

beforeEach(async () => {
  sandbox = await startSandbox()
  tokens = sandbox.zoho.mint()
})

afterEach(() => sandbox.close())

const statsOf = (token: string) => {
  const { refreshTokens, codes } = sandbox.stats()
  return [...refreshTokens, ...codes].find(({ id }) => id === credentialId(token))!
}

test('a code and many refreshes of one token leave a clean record', async () => {
  const code = (await consent(sandbox, { zuid: euUser.zuid })).get('code')!
  const { refresh_token } = (await exchangeCode(sandbox, code, { dataCentre: 'eu' })).json
  await refresh(sandbox, refresh_token, 'eu')
  await refresh(sandbox, refresh_token, 'eu')
  expect(sandbox.stats().totals).toEqual({
    exchanges: 1,
    redemptions: 2,
    issued: 3,
    replays: 0,
    replaysAfterDefiniteAnswer: 0,
    maxInFlightPerToken: 1,
    issuedButUndelivered: 0,
  })
  expect(statsOf(code)).toMatchObject({ appId: client.clientId, accountId: euUser.zuid, committed: 1 })
  expect(statsOf(refresh_token)).toMatchObject({ accountId: euUser.zuid, generation: 1, redemptions: 2 })
  expect(JSON.stringify(sandbox.stats())).not.toContain(refresh_token)
})

test('refreshes of one token at once are counted as in flight together', async () => {
  sandbox.faults.add({ kind: 'gate', id: 'both', times: 2 })
  const both = [refresh(sandbox, tokens.refreshToken), refresh(sandbox, tokens.refreshToken)]
  await sandbox.faults.arrived('both', 2)
  sandbox.faults.release('both')
  await Promise.all(both)
  expect(sandbox.stats().totals.maxInFlightPerToken).toBe(2)
})

test('a throttle is not definite, invalid_code is', async () => {
  sandbox.zoho.setLimits({ refreshesPerWindow: 1 })
  await refresh(sandbox, tokens.refreshToken)
  await refresh(sandbox, tokens.refreshToken)
  await refresh(sandbox, tokens.refreshToken)
  expect(statsOf(tokens.refreshToken)).toMatchObject({ replaysAfterDefiniteAnswer: 0 })
  expect(statsOf(tokens.refreshToken).attempts.map(({ errorCode }) => errorCode)).toEqual([
    undefined,
    'Access Denied',
    'Access Denied',
  ])
  sandbox.zoho.revoke(tokens.refreshToken)
  await refresh(sandbox, tokens.refreshToken)
  await refresh(sandbox, tokens.refreshToken)
  expect(statsOf(tokens.refreshToken)).toMatchObject({
    accountId: usUser.zuid,
    replaysAfterDefiniteAnswer: 1,
  })
})

test('a code sent twice is a replay', async () => {
  const code = (await consent(sandbox)).get('code')!
  await exchangeCode(sandbox, code)
  await exchangeCode(sandbox, code)
  expect(statsOf(code)).toMatchObject({ redemptions: 2, committed: 1, replays: 1 })
})

test('faults strike Zoho in its own manner, by account, and no other server', async () => {
  sandbox.faults.add({ kind: 'throttled', server: 'zoho', accountId: usUser.zuid })
  sandbox.faults.add({ kind: 'error-body', server: 'zoho', code: 'general_error' })
  sandbox.faults.add({ kind: 'status', server: 'zalo-oa', times: 'always' })
  const foreign = sandbox.zoho.mint({ zuid: euUser.zuid })
  const errorOf = async (token: string, dataCentre?: string) =>
    (await refresh(sandbox, token, dataCentre)).json['error']
  expect(await errorOf(foreign.refreshToken, 'eu')).toBe('general_error')
  expect(await errorOf(tokens.refreshToken)).toBe('Access Denied')
  expect(await errorOf(tokens.refreshToken)).toBeUndefined()
})

test('an empty answer says nothing of the refresh token', async () => {
  sandbox.faults.add({ kind: 'empty' })
  expect((await refresh(sandbox, tokens.refreshToken)).text).toBe('')
  await refresh(sandbox, tokens.refreshToken)
  expect(sandbox.stats().totals.replaysAfterDefiniteAnswer).toBe(0)
})

test('an exchange whose answer is lost shows as undelivered', async () => {
  const code = (await consent(sandbox, { prompt: 'consent' })).get('code')!
  sandbox.faults.add({ kind: 'truncated' })
  await exchangeCode(sandbox, code).catch(() => undefined)
  await until(() => statsOf(code).attempts[0]!.outcome === 'damaged')
  expect(sandbox.stats().undelivered).toMatchObject([{ grantType: 'authorization_code', outcome: 'damaged' }])
})

test('an exchange can be made to give no refresh token', async () => {
  sandbox.faults.add({ kind: 'missing-refresh-token' })
  const code = (await consent(sandbox, { prompt: 'consent' })).get('code')!
  const { json } = await exchangeCode(sandbox, code)
  expect(json.access_token).toBeTruthy()
  expect(json).not.toHaveProperty('refresh_token')
  expect(sandbox.zoho.refreshTokens()).toEqual([tokens.refreshToken])
})

test('a token that dies while a fault holds the call is dead', async () => {
  const gate = sandbox.faults.add({ kind: 'gate', path: 'api' })
  const call = callApi(sandbox, '/api/crm/v8/org', tokens.accessToken)
  await sandbox.faults.arrived(gate)
  sandbox.zoho.revoke(tokens.accessToken)
  sandbox.faults.release(gate)
  expect((await call).json['code']).toBe('INVALID_TOKEN')
})
