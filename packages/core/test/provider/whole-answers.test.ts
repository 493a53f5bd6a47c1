import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as undici from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { wasNotSent } from '../../src/provider/not-sent.ts'
import { largestBody } from '../../src/provider/transport/body-limit.ts'
import { fetchTransport } from '../../src/provider/transport/fetch-transport.ts'
import { nodeTransport } from '../../src/provider/transport/node-transport.ts'
import { undiciTransport } from '../../src/provider/transport/undici-transport.ts'

const running = new Set<() => void>()
afterEach(() => {
  for (const stop of running) stop()
  running.clear()
})

async function served(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer((request, response) =>
    request.resume().on('end', () => answer(request, response)),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  running.add(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return () => ({
    url: `http://127.0.0.1:${port}/token`,
    method: 'POST',
    headers: {},
    body: 'a=b',
    timeout: 30_000,
  })
}
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as Error & { code?: string },
  )

describe.each([
  ['node:http', nodeTransport()],
  ['undici', undiciTransport(undici)],
  ['fetch, as behind a proxy', fetchTransport],
])('an answer by %s', (_, send) => {
  it('without a body is an empty one', async () => {
    const request = await served((_request, response) => response.writeHead(204).end())
    expect(await send(request())).toMatchObject({ status: 204, text: '' })
  })

  it('is not read when too large, and what was sent may have counted', async () => {
    const request = await served((_request, response) => response.end(Buffer.alloc(largestBody + 1, 'x')))
    const error = await failureOf(send(request()))
    expect([error?.code, wasNotSent(error)]).toEqual(['answer_too_large', false])
  })

  it('that is not encoded as it says is none, and what was sent may have counted', async () => {
    const request = await served((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"access_token":"a"}'),
    )
    const error = await failureOf(send(request()))
    expect(error).toBeInstanceOf(Error)
    expect([error?.code === 'answer_too_large', wasNotSent(error)]).toEqual([false, false])
  })
})
