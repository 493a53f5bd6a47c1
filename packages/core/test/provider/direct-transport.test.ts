import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import nock from 'nock'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { directTransport } from '../../src/provider/transport/direct-transport.ts'
import { isOwnHttp } from '../../src/provider/transport/own-http.ts'

// nock replaces node:http from the moment it is loaded.
beforeEach(() => nock.restore())
afterEach(() => {
  vi.restoreAllMocks()
  nock.cleanAll()
})

let byUndici = 0
const count = () => {
  byUndici += 1
}

/** Told by undici of each request that it sends. */
beforeEach(() => {
  byUndici = 0
  subscribe('undici:client:sendHeaders', count)
})
afterEach(() => void unsubscribe('undici:client:sendHeaders', count))

async function answering() {
  const server = createServer((request, response) => request.resume().on('end', () => response.end('real')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const request = {
    url: `http://127.0.0.1:${port}/token`,
    method: 'POST',
    headers: {},
    body: 'a=b',
    timeout: 5_000,
  }
  return { request, [Symbol.dispose]: () => server.close() && server.closeAllConnections() }
}

/** Calls until undici serves. */
async function busy(
  send: ReturnType<typeof directTransport>,
  request: Parameters<typeof send>[0],
): Promise<number> {
  let calls = 0
  while (byUndici === 0) {
    expect((await send(request)).text).toBe('real')
    calls += 1
  }
  return calls
}

it('a process that calls seldom calls by node:http alone', async () => {
  using server = await answering()
  const send = directTransport()
  for (let call = 0; call < 50; call++) expect((await send(server.request)).text).toBe('real')
  expect(byUndici).toBe(0)
})

it('a process that calls often comes to call by undici, and misses no answer meanwhile', async () => {
  using server = await answering()
  expect(await busy(directTransport(), server.request)).toBeGreaterThan(100)
})

it('whoever replaces node:http sees every call, also of a process that calls often', async () => {
  using server = await answering()
  const send = directTransport()
  await busy(send, server.request)
  nock.activate()
  nock(new URL(server.request.url).origin).post('/token').reply(200, 'mocked')
  const before = byUndici
  expect((await send(server.request)).text).toBe('mocked')
  nock.restore()
  expect(byUndici).toBe(before)
  expect((await send(server.request)).text).toBe('real')
  expect(byUndici).toBe(before + 1)
})

it('a function in the place of either request is seen, whatever it is', () => {
  expect(isOwnHttp()).toBe(true)
  vi.spyOn(https, 'request')
  expect(isOwnHttp()).toBe(false)
  vi.restoreAllMocks()
  expect(isOwnHttp()).toBe(true)
})
