import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { credentialId, demoApp, type Sandbox, startSandbox, type TokenPair } from '../src/index.ts'
import { consent, exchangeCode, oa, postToken, refresh, until } from './zalo-client.ts'

let sandbox: Sandbox
let pair: TokenPair

beforeEach(async () => {
  sandbox = await startSandbox({ now: () => 1000 })
  pair = sandbox.zalo.mint(demoApp.appId, oa.id)
})

afterEach(() => sandbox.close())

const statsOf = (token: string) => {
  const { refreshTokens, codes } = sandbox.stats()
  return [...refreshTokens, ...codes].find(({ id }) => id === credentialId(token))!
}

test('a well-behaved client leaves a clean record', async () => {
  const code = (await consent(sandbox)).get('code')!
  const first = (await exchangeCode(sandbox, code)).json
  const second = (await refresh(sandbox, first.refresh_token)).json
  await refresh(sandbox, second.refresh_token)
  expect(sandbox.stats().totals).toEqual({
    exchanges: 1,
    redemptions: 2,
    issued: 3,
    replays: 0,
    replaysAfterDefiniteAnswer: 0,
    maxInFlightPerToken: 1,
    issuedButUndelivered: 0,
  })
  expect(sandbox.stats().undelivered).toEqual([])
  expect(statsOf(code)).toMatchObject({ accountId: oa.id, redemptions: 1, committed: 1 })
  expect(statsOf(second.refresh_token)).toMatchObject({
    appId: demoApp.appId,
    accountId: oa.id,
    generation: 2,
    redemptions: 1,
    committed: 1,
  })
  const [attempt] = statsOf(first.refresh_token).attempts
  expect(attempt).toMatchObject({
    at: 1000,
    outcome: 'issued',
    committed: true,
    delivered: true,
    definite: true,
  })
  expect(attempt!.issued).toBe(credentialId(second.refresh_token))
  expect(attempt!.answeredAt).toBeGreaterThan(attempt!.arrivedAt)
  expect(attempt).not.toHaveProperty('closedAt')
})

test('two redemptions of one token at a time are counted as in flight together', async () => {
  const id = sandbox.faults.add({ kind: 'gate' })
  const held = refresh(sandbox, pair.refreshToken)
  await sandbox.faults.arrived(id)
  await refresh(sandbox, pair.refreshToken)
  sandbox.faults.release(id)
  expect((await held).text).toBe('')
  expect(statsOf(pair.refreshToken)).toMatchObject({
    redemptions: 2,
    committed: 1,
    maxInFlight: 2,
    // Found consumed when it was acted on, though it had come before anything was answered.
    replays: 1,
    replaysAfterDefiniteAnswer: 0,
  })
  expect(sandbox.stats().totals.maxInFlightPerToken).toBe(2)
})

test('redemptions of two tokens at a time are no trouble', async () => {
  const other = sandbox.zalo.mint(demoApp.appId, demoApp.oas[1]!.id)
  const id = sandbox.faults.add({ kind: 'gate', times: 2 })
  const held = [refresh(sandbox, pair.refreshToken), refresh(sandbox, other.refreshToken)]
  await sandbox.faults.arrived(id, 2)
  sandbox.faults.release(id)
  await Promise.all(held)
  expect(sandbox.stats().totals).toMatchObject({ maxInFlightPerToken: 1, replays: 0 })
})

test('a token spent again after its answer is a replay after a definite answer', async () => {
  await refresh(sandbox, pair.refreshToken)
  await refresh(sandbox, pair.refreshToken)
  expect(statsOf(pair.refreshToken)).toMatchObject({
    maxInFlight: 1,
    replays: 1,
    replaysAfterDefiniteAnswer: 1,
  })
})

test('a retry after a lost answer is a replay, but no answer had been definite', async () => {
  sandbox.faults.add({ kind: 'answer-lost' })
  await refresh(sandbox, pair.refreshToken).catch(() => undefined)
  await refresh(sandbox, pair.refreshToken)
  expect(statsOf(pair.refreshToken)).toMatchObject({ replays: 1, replaysAfterDefiniteAnswer: 0 })
  await refresh(sandbox, pair.refreshToken)
  expect(statsOf(pair.refreshToken)).toMatchObject({ replays: 2, replaysAfterDefiniteAnswer: 1 })
})

test('a refused token is not to be tried again; a refused client, a throttle and a 5xx say nothing of it', async () => {
  sandbox.faults.add({ kind: 'throttled' })
  sandbox.faults.add({ kind: 'throttled', as: 'status' })
  sandbox.faults.add({ kind: 'status' })
  for (let request = 0; request < 3; request++) await refresh(sandbox, 'nonsense')
  await postToken(sandbox, { grant_type: 'refresh_token', refresh_token: 'nonsense' }, { secret: 'wrong' })
  await refresh(sandbox, 'nonsense')
  expect(statsOf('nonsense')).toMatchObject({ redemptions: 5, replaysAfterDefiniteAnswer: 0 })
  expect(statsOf('nonsense').attempts.map(({ errorCode }) => errorCode)).toEqual([
    -32,
    undefined,
    undefined,
    -14004,
    -14014,
  ])
  await refresh(sandbox, 'nonsense')
  expect(statsOf('nonsense')).toMatchObject({ replays: 0, replaysAfterDefiniteAnswer: 1 })
  expect(statsOf('nonsense')).not.toHaveProperty('generation')
})

test('the list of undelivered tokens names what a client cannot have', async () => {
  sandbox.faults.add({ kind: 'answer-lost' })
  await refresh(sandbox, pair.refreshToken).catch(() => undefined)
  const lost = sandbox.zalo.currentRefreshToken(demoApp.appId, oa.id)!
  await until(() => statsOf(pair.refreshToken).attempts[0]!.outcome === 'lost')
  expect(sandbox.stats().undelivered).toEqual([
    {
      grantType: 'refresh_token',
      parent: credentialId(pair.refreshToken),
      issued: credentialId(lost),
      appId: demoApp.appId,
      accountId: oa.id,
      generation: 2,
      at: 1000,
      outcome: 'lost',
      fault: 'answer-lost',
    },
  ])
})

test('an answer that the client had not read when it died counts as undelivered', async () => {
  const { port } = new URL(sandbox.url)
  const body = `app_id=${demoApp.appId}&grant_type=refresh_token&refresh_token=${pair.refreshToken}`
  const client = connect(Number(port), '127.0.0.1')
  client.on('error', () => undefined)
  client.write(
    `POST /zalo/v4/oa/access_token HTTP/1.1\r\nHost: 127.0.0.1\r\nsecret_key: ${demoApp.secretKey}\r\n` +
      `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  await until(() => sandbox.stats().totals.issued === 1)
  await until(() => statsOf(pair.refreshToken).attempts[0]!.outcome === 'issued')
  expect(sandbox.stats().totals.issuedButUndelivered).toBe(0)
  // What the kernel does for a killed process that has unread bytes.
  client.resetAndDestroy()
  await until(() => sandbox.stats().totals.issuedButUndelivered === 1)
  expect(statsOf(pair.refreshToken).attempts[0]).toMatchObject({ outcome: 'issued', definite: false })
  await refresh(sandbox, pair.refreshToken)
  expect(sandbox.stats().totals).toMatchObject({ replays: 1, replaysAfterDefiniteAnswer: 0 })
})

test('stats hold no token', async () => {
  const { json } = await refresh(sandbox, pair.refreshToken)
  const text = JSON.stringify(sandbox.stats())
  for (const token of [pair.refreshToken, json.refresh_token, json.access_token])
    expect(text).not.toContain(token)
})
