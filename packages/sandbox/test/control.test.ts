import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoApp, type Sandbox, startSandbox } from '../src/index.ts'
import { oa, otherOa, refresh } from './zalo-client.ts'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

/** Whatever fields the control answers with. */
interface Control {
  id: string
  now: number
  iso: string
  accessToken: string
  refreshToken: string
  error: string
  open: boolean
}

async function control(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: Control }> {
  const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: (await response.json()) as Control }
}

function statusWith(headers: Record<string, string>, path = '/_sandbox/stats'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(sandbox.url + path, { headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
}

test('the control explains itself', async () => {
  const help = await (await fetch(`${sandbox.url}/_sandbox/`)).text()
  expect(help).toContain('POST   /_sandbox/mint')
})

test('the clock is read and moved in seconds', async () => {
  const before = (await control('GET', '/clock')).json.now
  const { now, iso } = (await control('POST', '/clock', { advance: 3600 })).json
  expect(now - before).toBeGreaterThanOrEqual(3_600_000)
  expect(Date.parse(iso)).toBe(now)
  expect((await control('POST', '/clock', { advance: '3600' })).status).toBe(400)
})

test('tokens are minted, for the first OA or a given one, and revoked', async () => {
  const first = (await control('POST', '/mint')).json
  expect(first.refreshToken).toBe(sandbox.zalo.currentRefreshToken(demoApp.appId, oa.id))
  const given = (await control('POST', '/mint', { appId: demoApp.appId, oaId: otherOa.id })).json
  expect(given.accessToken).toBe(sandbox.zalo.currentAccessToken(demoApp.appId, otherOa.id))
  await control('POST', '/revoke', { oaId: otherOa.id })
  expect(sandbox.zalo.isLive(given.accessToken)).toBe(false)
  expect(sandbox.zalo.isLive(first.accessToken)).toBe(true)
  expect((await control('POST', '/mint', { oaId: 5797458635083529 })).status).toBe(400)
  expect((await control('POST', '/mint', { oaId: '1' })).status).toBe(404)
})

test('lifetimes are changed', async () => {
  await control('POST', '/lifetimes', { accessToken: 6 })
  const { refreshToken } = (await control('POST', '/mint')).json
  expect((await refresh(sandbox, refreshToken)).json.expires_in).toBe('6')
  expect((await control('POST', '/lifetimes', { accessTokens: 6 })).json.error).toMatch('Unknown lifetime')
})

test('faults are added, listed and removed', async () => {
  const { id } = (await control('POST', '/faults', { kind: 'status', times: 'always' })).json
  expect((await control('GET', '/faults')).json).toMatchObject([{ id, remaining: 'always' }])
  expect((await refresh(sandbox, 'nonsense')).status).toBe(503)
  await control('DELETE', '/faults')
  expect((await refresh(sandbox, 'nonsense')).status).toBe(200)
  expect((await control('POST', '/faults', { kind: 'nonsense' })).status).toBe(400)
})

test('a gate is waited for and released from another process', async () => {
  await control('POST', '/faults', { kind: 'gate', id: 'g' })
  const waiting = control('GET', '/gates/g/arrived?count=1')
  const { refreshToken } = (await control('POST', '/mint')).json
  const held = refresh(sandbox, refreshToken)
  expect((await waiting).json).toEqual({ id: 'g', arrived: 1, waiting: 1, open: false })
  expect((await control('POST', '/gates/g/release')).json).toEqual({ released: 1 })
  expect((await held).json.access_token).toBeTruthy()
  expect((await control('GET', '/gates/g')).json.open).toBe(true)
  expect((await control('POST', '/gates/none/release')).status).toBe(404)
})

test('stats are those of the library', async () => {
  await refresh(sandbox, 'nonsense')
  expect((await control('GET', '/stats')).json).toEqual(sandbox.stats())
})

test('a Host header that is not loopback is refused everywhere', async () => {
  for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80']) {
    expect(await statusWith({ host })).toBe(403)
    expect(await statusWith({ host }, '/zalo/v2.0/oa/getoa')).toBe(403)
  }
  for (const host of ['localhost:1', '127.0.0.1', '[::1]:80']) expect(await statusWith({ host })).toBe(200)
})

test('a page of another origin cannot use the control', async () => {
  expect(await statusWith({ origin: 'https://evil.example' })).toBe(403)
  expect(await statusWith({ origin: 'null' })).toBe(403)
  expect(await statusWith({ origin: sandbox.url })).toBe(200)
})

test('what is not there is not found', async () => {
  expect((await control('GET', '/nothing')).status).toBe(404)
  expect((await control('PUT', '/gates/g')).status).toBe(404)
  for (const path of ['/', '/zalo', '/zalothing/v2.0/oa/getoa', '/zalo/v2.0/oa/constructor', '/zoho/token']) {
    expect((await fetch(sandbox.url + path)).status).toBe(404)
  }
  expect((await fetch(`${sandbox.zaloUrl}/v4/oa/access_token`)).status).toBe(404)
})

test('bad JSON is the caller’s mistake', async () => {
  const response = await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'POST', body: '{' })
  expect(response.status).toBe(400)
})

test('a port that is taken is an error', async () => {
  await expect(startSandbox({ port: Number(new URL(sandbox.url).port) })).rejects.toThrow('EADDRINUSE')
})
