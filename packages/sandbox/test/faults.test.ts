import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type Attempt,
  demoApp,
  type Fault,
  type Sandbox,
  startSandbox,
  type TokenPair,
} from '../src/index.ts'
import {
  consent,
  exchangeCode,
  getoa,
  oa,
  otherOa,
  permissionUrl,
  postToken,
  refresh,
  until,
} from './zalo-client.ts'

const never = 2 ** 30
let sandbox: Sandbox
let pair: TokenPair

beforeEach(async () => {
  sandbox = await startSandbox()
  pair = sandbox.zalo.mint(demoApp.appId, oa.id)
})

afterEach(() => sandbox.close())

const lastAttempt = (): Attempt => sandbox.stats().refreshTokens.at(-1)!.attempts.at(-1)!
const generation = () => sandbox.zalo.generation(demoApp.appId, oa.id)

/** What the system call behind a failed fetch said. */
async function failure(request: Promise<unknown>): Promise<string> {
  const error = await request.then(
    () => undefined,
    (reason) => reason,
  )
  return error?.cause?.code ?? error?.cause?.message ?? error?.name
}

test.each<[Fault['kind'], boolean, RegExp]>([
  ['answer-lost', true, /UND_ERR_SOCKET|other side closed/],
  ['reset-before', false, /ECONNRESET|UND_ERR_SOCKET/],
  ['reset-after', true, /ECONNRESET|UND_ERR_SOCKET/],
])('%s gives no answer, and commits: %s', async (kind, committed, message) => {
  sandbox.faults.add({ kind } as Fault)
  expect(await failure(refresh(sandbox, pair.refreshToken))).toMatch(message)
  await until(() => lastAttempt().outcome !== 'open')
  expect(lastAttempt()).toMatchObject({ outcome: 'lost', committed, fault: kind, delivered: false })
  expect(lastAttempt()).not.toHaveProperty('clientClosedAt')
  expect(generation()).toBe(committed ? 2 : 1)
  expect(sandbox.stats().totals.issuedButUndelivered).toBe(committed ? 1 : 0)
})

test.each<[Fault, boolean]>([
  [{ kind: 'hang-before-commit' }, false],
  [{ kind: 'hang-after-commit' }, true],
  [{ kind: 'latency', delayMs: never }, false],
  [{ kind: 'latency', delayAfterMs: never }, true],
])('%j keeps the client waiting, and commits: %s', async (fault, committed) => {
  sandbox.faults.add(fault)
  const client = new AbortController()
  const request = refresh(sandbox, pair.refreshToken, client.signal)
  await until(() => sandbox.stats().totals.redemptions === 1)
  expect(lastAttempt()).toMatchObject({ outcome: 'open', committed })
  client.abort()
  expect(await failure(request)).toBe('AbortError')
  await until(() => lastAttempt().outcome !== 'open')
  expect(lastAttempt()).toMatchObject({ outcome: 'lost', clientClosedAt: lastAttempt().closedAt })
  expect(generation()).toBe(committed ? 2 : 1)
})

test('a short latency ends in a good answer', async () => {
  sandbox.faults.add({ kind: 'latency', delayMs: 1, delayAfterMs: 1 })
  expect((await refresh(sandbox, pair.refreshToken)).json.access_token).toBeTruthy()
})

test('truncated promises the whole answer and sends half', async () => {
  sandbox.faults.add({ kind: 'truncated' })
  const response = await fetch(`${sandbox.zaloUrl}/v4/oa/access_token`, {
    method: 'POST',
    headers: { secret_key: demoApp.secretKey },
    body: new URLSearchParams({
      app_id: demoApp.appId,
      grant_type: 'refresh_token',
      refresh_token: pair.refreshToken,
    }),
  })
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(500)
  expect(await failure(response.text())).toMatch(/UND_ERR_SOCKET|closed/)
  await until(() => lastAttempt().outcome !== 'open')
  expect(lastAttempt()).toMatchObject({ outcome: 'damaged', committed: true, delivered: false })
  expect(sandbox.stats().totals.issuedButUndelivered).toBe(1)
})

test.each([false, true])('status answers as a gateway does, and commits if told to: %s', async (commit) => {
  sandbox.faults.add({ kind: 'status', status: 502, body: 'bad gateway', retryAfter: 7, commit })
  const { status, text, headers } = await refresh(sandbox, pair.refreshToken)
  expect([status, text, headers.get('retry-after')]).toEqual([502, 'bad gateway', '7'])
  expect(lastAttempt()).toMatchObject({ outcome: 'damaged', committed: commit })
  expect(generation()).toBe(commit ? 2 : 1)
})

test.each([false, true])('html answers with a page, and commits if told to: %s', async (commit) => {
  sandbox.faults.add({ kind: 'html', commit })
  const { status, text, headers } = await refresh(sandbox, pair.refreshToken)
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html;charset=utf-8'])
  expect(text).toMatch(/^<!doctype html>/)
  expect(generation()).toBe(commit ? 2 : 1)
})

test.each([false, true])(
  'empty answers as if the token were consumed, and commits if told to: %s',
  async (commit) => {
    sandbox.faults.add({ kind: 'empty', commit })
    const { status, text } = await refresh(sandbox, pair.refreshToken)
    expect([status, text]).toEqual([200, ''])
    expect(lastAttempt()).toMatchObject({ outcome: 'empty', committed: commit, definite: true })
    expect(generation()).toBe(commit ? 2 : 1)
  },
)

test('missing-refresh-token renews the access token and leaves the refresh token valid', async () => {
  sandbox.faults.add({ kind: 'missing-refresh-token' })
  const { json } = await refresh(sandbox, pair.refreshToken)
  expect(Object.keys(json)).toEqual(['access_token', 'expires_in'])
  expect(sandbox.zalo.isLive(json.access_token)).toBe(true)
  expect(sandbox.zalo.isLive(pair.accessToken)).toBe(false)
  expect((await refresh(sandbox, pair.refreshToken)).json.refresh_token).toBeTruthy()
  expect(sandbox.stats().totals).toMatchObject({
    issued: 2,
    replays: 0,
    replaysAfterDefiniteAnswer: 0,
    issuedButUndelivered: 0,
  })
})

test.each([[90000.5], ['soon'], [-1], [null], [0], [{}]])(
  'wrong-types can send expires_in as %j',
  async (value) => {
    sandbox.faults.add({ kind: 'wrong-types', set: { expires_in: value } })
    const { json } = await refresh(sandbox, pair.refreshToken)
    expect(json.expires_in).toEqual(value)
    expect(lastAttempt()).toMatchObject({ outcome: 'issued', delivered: true })
  },
)

test('wrong-types can send the tokens as numbers, which delivers nothing', async () => {
  sandbox.faults.add({ kind: 'wrong-types', set: { access_token: 12, refresh_token: 34 } })
  expect((await refresh(sandbox, pair.refreshToken)).json).toMatchObject({
    access_token: 12,
    refresh_token: 34,
  })
  expect(lastAttempt()).toMatchObject({
    outcome: 'damaged',
    committed: true,
    delivered: false,
    definite: false,
  })
})

test('error-body sends a code without acting on the request', async () => {
  sandbox.faults.add({ kind: 'error-body', code: '-14014' })
  expect((await refresh(sandbox, pair.refreshToken)).json).toMatchObject({
    access_token: '',
    refresh_token: '',
    error: '-14014',
    error_name: 'Invalid refresh token.',
  })
  sandbox.faults.add({ kind: 'error-body', code: -14004, withEmptyTokens: false })
  const { json } = await refresh(sandbox, pair.refreshToken)
  expect(json.error).toBe(-14004)
  expect(json).not.toHaveProperty('access_token')
  expect(generation()).toBe(1)
})

test('throttled is -32 in HTTP 200, or HTTP 429 with Retry-After', async () => {
  sandbox.faults.add({ kind: 'throttled' })
  const inBody = await refresh(sandbox, pair.refreshToken)
  expect([inBody.status, inBody.json.error]).toEqual([200, -32])
  sandbox.faults.add({ kind: 'throttled', as: 'status', retryAfter: 9 })
  const byStatus = await refresh(sandbox, pair.refreshToken)
  expect([byStatus.status, byStatus.headers.get('retry-after')]).toEqual([429, '9'])
  expect(sandbox.stats().totals.replaysAfterDefiniteAnswer).toBe(0)
})

test('faults strike other endpoints when asked to', async () => {
  sandbox.faults.add({ kind: 'throttled', path: 'getoa' })
  sandbox.faults.add({ kind: 'error-body', path: 'getoa', code: -224 })
  sandbox.faults.add({ kind: 'html', path: 'permission', status: 503 })
  expect((await refresh(sandbox, pair.refreshToken)).json.access_token).toBeTruthy()
  const access_token = sandbox.zalo.currentAccessToken(demoApp.appId, oa.id)!
  expect((await getoa(sandbox, { access_token })).json).toEqual({ error: -32, message: expect.any(String) })
  expect((await getoa(sandbox, { access_token })).json.error).toBe(-224)
  expect((await fetch(permissionUrl(sandbox))).status).toBe(503)
})

test('a fault can be aimed at one grant type or one OA', async () => {
  sandbox.faults.add({ kind: 'status', grantType: 'refresh_token' })
  sandbox.faults.add({ kind: 'status', accountId: otherOa.id })
  const code = (await consent(sandbox)).get('code')!
  const { json } = await exchangeCode(sandbox, code)
  expect(json.access_token).toBeTruthy()
  expect((await refresh(sandbox, json.refresh_token)).status).toBe(503)
  expect((await refresh(sandbox, json.refresh_token)).status).toBe(200)
  const other = sandbox.zalo.mint(demoApp.appId, otherOa.id)
  expect((await refresh(sandbox, other.refreshToken)).status).toBe(503)
})

test('a fault can wait, strike several times, or always', async () => {
  const statuses = async (count: number) => {
    const seen: number[] = []
    for (let request = 0; request < count; request++) seen.push((await postToken(sandbox, {})).status)
    return seen
  }
  sandbox.faults.add({ kind: 'status', afterSkip: 1, times: 2 })
  expect(await statuses(4)).toEqual([200, 503, 503, 200])
  expect(sandbox.faults.pending()).toEqual([])
  sandbox.faults.add({ kind: 'status', times: Number.POSITIVE_INFINITY })
  expect(await statuses(3)).toEqual([503, 503, 503])
  expect(sandbox.faults.pending()).toMatchObject([
    { remaining: 'always', skip: 0, fault: { kind: 'status' } },
  ])
  sandbox.faults.clear()
  expect(await statuses(1)).toEqual([200])
})

test.each([
  [{ kind: 'no-such-kind' }, /Bad kind.*answer-lost/],
  [{}, /needs a kind/],
  [{ kind: 'error-body' }, /needs a code/],
  [{ kind: 'latency', delay: 5 }, /Unknown field of a fault: delay/],
  [{ kind: 'latency', constructor: 5 }, /Unknown field/],
  [{ kind: 'latency', times: 0 }, /Bad times/],
  [{ kind: 'latency', delayMs: -1 }, /Bad delayMs/],
  [{ kind: 'status', path: 'tokens' }, /Bad path/],
  [null, /is an object/],
])('the malformed fault %j is refused', (fault, message) => {
  expect(() => sandbox.faults.add(fault as unknown as Fault)).toThrow(message)
  expect(sandbox.faults.pending()).toEqual([])
})
