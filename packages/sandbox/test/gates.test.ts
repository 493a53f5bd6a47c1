import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoApp, type Sandbox, startSandbox, type TokenPair } from '../src/index.ts'
import { oa, refresh, until } from './zalo-client.ts'

let sandbox: Sandbox
let pair: TokenPair

beforeEach(async () => {
  sandbox = await startSandbox()
  pair = sandbox.zalo.mint(demoApp.appId, oa.id)
})

afterEach(() => sandbox.close())

test.each(['before-commit', 'after-commit'] as const)(
  'a gate holds a request %s until it is released',
  async (hold) => {
    const id = sandbox.faults.add({ kind: 'gate', hold })
    const request = refresh(sandbox, pair.refreshToken)
    await sandbox.faults.arrived(id)
    expect(sandbox.zalo.isLive(pair.accessToken)).toBe(hold === 'before-commit')
    expect(sandbox.faults.gate(id)).toEqual({ id, arrived: 1, waiting: 1, open: false })
    expect(sandbox.faults.release(id)).toBe(1)
    expect((await request).json.access_token).toBeTruthy()
  },
)

test('a gate can hold several requests, and is open once released', async () => {
  sandbox.faults.add({ kind: 'gate', id: 'both', times: 5 })
  const held = [refresh(sandbox, pair.refreshToken), refresh(sandbox, pair.refreshToken)]
  await sandbox.faults.arrived('both', 2)
  expect(sandbox.faults.release('both')).toBe(2)
  const bodies = (await Promise.all(held)).map(({ text }) => text.length)
  expect(bodies.filter((length) => length === 0)).toHaveLength(1)
  expect(sandbox.faults.pending()).toEqual([])
  expect((await refresh(sandbox, 'nonsense')).json.error).toBe(-14014)
})

test('a client that gave up does not stop the server from committing', async () => {
  const id = sandbox.faults.add({ kind: 'gate' })
  const client = new AbortController()
  const request = refresh(sandbox, pair.refreshToken, client.signal).catch(() => 'gave up')
  await sandbox.faults.arrived(id)
  client.abort()
  expect(await request).toBe('gave up')
  await until(() => sandbox.stats().refreshTokens[0]?.attempts[0]?.outcome === 'lost')
  expect(sandbox.stats().totals.issued).toBe(0)
  sandbox.faults.release(id)
  await until(() => sandbox.stats().totals.issued === 1)
  expect(sandbox.stats().undelivered).toMatchObject([{ outcome: 'lost', generation: 2, fault: 'gate' }])
})

test('clearing the faults lets everything go on', async () => {
  const id = sandbox.faults.add({ kind: 'gate' })
  const request = refresh(sandbox, pair.refreshToken)
  await sandbox.faults.arrived(id)
  sandbox.faults.clear()
  expect((await request).json.access_token).toBeTruthy()
})

test('a gate that is not there, or is there twice, is an error', () => {
  expect(() => sandbox.faults.release('none')).toThrow('There is no gate none')
  expect(() => sandbox.faults.arrived('none')).toThrow(RangeError)
  sandbox.faults.add({ kind: 'gate', id: 'one' })
  expect(() => sandbox.faults.add({ kind: 'gate', id: 'one' })).toThrow('There is a gate one already')
})

test('the sandbox closes with requests held, hanging and delayed', async () => {
  sandbox.faults.add({ kind: 'gate', id: 'held' })
  sandbox.faults.add({ kind: 'hang-before-commit' })
  sandbox.faults.add({ kind: 'latency', delayMs: 2 ** 30 })
  const requests = [1, 2, 3].map(() => refresh(sandbox, pair.refreshToken).catch(() => 'dropped'))
  await until(() => sandbox.stats().totals.redemptions === 3)
  await sandbox.close()
  expect(await Promise.all(requests)).toEqual(['dropped', 'dropped', 'dropped'])
  await until(() => sandbox.stats().refreshTokens[0]!.attempts.every(({ outcome }) => outcome === 'lost'))
  expect(sandbox.stats().refreshTokens[0]!.attempts[0]).not.toHaveProperty('clientClosedAt')
})
