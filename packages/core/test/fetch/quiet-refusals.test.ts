import { describe, expect, it } from 'vitest'
import type { ProviderAdapter } from '../../src/index.ts'
import { failure, id, loggedIn } from '../support/world.ts'
import { json, resourceServer } from './resource-server.ts'

/** Says in a body, or by a status, that a token is dead; notes what it was shown. */
function watching() {
  const shown: unknown[] = []
  const deadToken: NonNullable<ProviderAdapter['deadToken']> = ({ status, json: body }) => {
    shown.push(body)
    return status === 403 || body?.error === -216
  }
  return { shown, deadToken }
}

describe('whether a token is dead', () => {
  it('is told by the bare status too, where the server gives no reason', async () => {
    const server = await resourceServer((_, response) => response.writeHead(401).end())
    const { tokens, provider } = await loggedIn({ resourceHosts: [server.origin] })
    await tokens.fetch(id, server.origin)
    expect(provider.sent).toEqual(['refresh-2'])
  })

  it.each<[string, (response: Parameters<typeof json>[0]) => void]>([
    ['an answer without a body', (response) => response.writeHead(204).end()],
    [
      'a picture',
      (response) => response.writeHead(200, { 'content-type': 'image/png' }).end('{"error":-216}'),
    ],
    ['a body of no kind', (response) => response.writeHead(200).end('{"error":-216}')],
    [
      'a body that says that it is long',
      (response) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': 70_000 })
          .end(`{"error":-216}${' '.repeat(70_000 - 14)}`),
    ],
  ])('is not looked for in %s', async (_, answer) => {
    const server = await resourceServer((_request, response) => answer(response))
    const { shown, deadToken } = watching()
    const { tokens, provider } = await loggedIn({ deadToken, resourceHosts: [server.origin] })
    await tokens.fetch(id, server.origin)
    expect(shown).toEqual([undefined])
    expect(provider.sent).toEqual([])
  })

  it('is told by the status of such an answer all the same', async () => {
    const server = await resourceServer((_, response) => response.writeHead(403).end())
    const { deadToken } = watching()
    const { tokens, provider } = await loggedIn({ deadToken, resourceHosts: [server.origin] })
    await tokens.fetch(id, server.origin)
    expect(provider.sent).toEqual(['refresh-2'])
  })
})

describe('a redirect', () => {
  it('that wants a body again which cannot be sent again is left to the caller', async () => {
    const server = await resourceServer((_, response) => response.writeHead(307, { location: '/new' }).end())
    const { tokens } = await loggedIn({ resourceHosts: [server.origin] })
    const body = new Blob(['hello']).stream()
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit
    expect((await tokens.fetch(id, `${server.origin}/old`, init)).status).toBe(307)
    expect(server.seen.map(({ url, body: sent }) => [url, sent])).toEqual([['/old', 'hello']])
  })

  it('cannot be asked to be an error: nothing is sent, and the two that can be asked for are named', async () => {
    const server = await resourceServer((_, response) => json(response, 200, {}))
    const { tokens } = await loggedIn({ resourceHosts: [server.origin] })
    const error = await failure(tokens.fetch(id, server.origin, { redirect: 'error' }))
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_redirect', connection: id })
    expect(error.message).toMatch(/"follow" or "manual"/)
    expect(server.seen).toEqual([])
  })
})

it('a token of a provider without any host is told where hosts are allowed', async () => {
  const { tokens } = await loggedIn({ resourceHosts: [] })
  const { code, message } = await failure(tokens.fetch(id, 'https://api.example.com/'))
  expect([code, message]).toEqual([
    'host_not_allowed',
    expect.stringMatching(/none is configured.*allowHosts/),
  ])
})
