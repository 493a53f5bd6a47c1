import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ProviderAdapter } from '../../src/index.ts'
import { failure, id, loggedIn } from '../support/world.ts'
import { json, resourceServer } from './resource-server.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** Takes only the access token that the test names. */
async function picky(good: () => string, refuse: (response: Parameters<typeof json>[0]) => void) {
  return resourceServer(({ headers, body }, response) => {
    if (headers.authorization === `Bearer ${good()}`) json(response, 200, { ok: true, body })
    else refuse(response)
  })
}

const refuse401 = (response: Parameters<typeof json>[0]) =>
  json(response, 401, { error: 'invalid_token' }, { 'www-authenticate': 'Bearer error="invalid_token"' })

const inBody: Partial<ProviderAdapter> = {
  deadToken: ({ json: body }) => body?.error === -216,
}

describe('a call that the resource server refuses because of its token', () => {
  it('refreshes once and is made once more', async () => {
    const server = await picky(() => 'access-3', refuse401)
    const { tokens, provider } = await loggedIn({ resourceHosts: [server.origin] })
    const response = await tokens.fetch(id, `${server.origin}/messages`, { method: 'POST', body: 'hello' })
    expect(await response.json()).toEqual({ ok: true, body: 'hello' })
    expect(server.seen.map(({ headers, body }) => [headers.authorization, body])).toEqual([
      ['Bearer access-2', 'hello'],
      ['Bearer access-3', 'hello'],
    ])
    expect(provider.sent).toEqual(['refresh-2'])
  })

  it('lets go of the refused answer, and its connection, when there is no fresh token', async () => {
    let letGo = () => {}
    const closed = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const server = await resourceServer((_, response) => {
      response.on('close', letGo)
      // A body that does not end.
      response.writeHead(401).write('invalid')
    })
    // The answers stay in reach: what nobody holds any more lets go of its connection by itself, some day.
    const held: unknown[] = []
    const { fetch } = globalThis
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (...asked) => {
      const answer = await fetch(...asked)
      held.push(answer)
      return answer
    })
    const { tokens, provider } = await loggedIn({ resourceHosts: [server.origin] })
    provider.current = 'revoked'
    expect(await failure(tokens.fetch(id, `${server.origin}/messages`))).toMatchObject({
      name: 'ReauthorizationRequiredError',
    })
    await closed
    expect(held).toHaveLength(1)
  })

  it('costs one refresh, however many calls are refused at once', async () => {
    const server = await picky(() => 'access-3', refuse401)
    const { tokens, provider } = await loggedIn({ resourceHosts: [server.origin] })
    const responses = await Promise.all(
      Array.from({ length: 50 }, (_, index) => tokens.fetch(id, `${server.origin}/${index}`)),
    )
    expect(responses.map(({ status }) => status)).toEqual(Array(50).fill(200))
    expect(provider.sent).toEqual(['refresh-2'])
  })

  it('is recognised in a body with status 200, and the caller reads the body all the same', async () => {
    const server = await picky(
      () => 'access-3',
      (response) => json(response, 200, { error: -216, message: 'Access token is invalid' }),
    )
    const { tokens, provider } = await loggedIn({ ...inBody, resourceHosts: [server.origin] })
    const response = await tokens.fetch(id, `${server.origin}/messages`)
    expect(await response.json()).toEqual({ ok: true, body: '' })
    expect(provider.sent).toEqual(['refresh-2'])
  })

  it('hands out a long or broken body unread', async () => {
    const long = JSON.stringify({ error: -216, text: 'x'.repeat(200_000) })
    const server = await resourceServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(long)
    })
    const { tokens, provider } = await loggedIn({ ...inBody, resourceHosts: [server.origin] })
    const response = await tokens.fetch(id, `${server.origin}/report`)
    expect(await response.text()).toBe(long)
    expect(provider.sent).toEqual([])
  })

  it('is tried again when the refusal breaks off in the middle', async () => {
    const server = await picky(
      () => 'access-3',
      (response) => {
        response.writeHead(401, { 'content-type': 'application/json', 'content-length': '5000' })
        response.write('{"error":', () => response.socket?.destroy())
      },
    )
    const deadToken = ({ status }: { status: number }) => status === 401
    const { tokens } = await loggedIn({ deadToken, resourceHosts: [server.origin] })
    expect((await tokens.fetch(id, `${server.origin}/`)).status).toBe(200)
  })

  it('is handed out as it is when its body cannot be sent again', async () => {
    const server = await picky(() => 'access-3', refuse401)
    const { tokens, provider } = await loggedIn({ resourceHosts: [server.origin] })
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('hello'))
        controller.close()
      },
    })
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit
    const response = await tokens.fetch(id, `${server.origin}/upload`, init)
    expect(response.status).toBe(401)
    expect(server.seen.map((request) => request.body)).toEqual(['hello'])
    expect(provider.sent).toEqual([])
  })

  it('sends bytes, forms and files again', async () => {
    for (const body of [
      new Uint8Array([104, 105]),
      new URLSearchParams({ a: 'b' }),
      new Blob(['hi']),
      Object.assign(new FormData(), {}),
    ]) {
      const server = await picky(() => 'access-3', refuse401)
      const { tokens } = await loggedIn({ resourceHosts: [server.origin] })
      const response = await tokens.fetch(id, `${server.origin}/`, { method: 'POST', body })
      expect(response.status).toBe(200)
      expect(server.seen).toHaveLength(2)
    }
  })

  it('is not refreshed for when the scope is too small', async () => {
    const server = await resourceServer((_, response) =>
      json(response, 401, {}, { 'www-authenticate': 'Bearer error="insufficient_scope", scope="write"' }),
    )
    const { tokens, provider } = await loggedIn({ resourceHosts: [server.origin] })
    expect((await tokens.fetch(id, server.origin)).status).toBe(401)
    expect(provider.sent).toEqual([])
  })

  it('does not eat the budget when a fresh token is refused as well', async () => {
    const server = await picky(() => 'never', refuse401)
    const { tokens, provider, clock } = await loggedIn({ resourceHosts: [server.origin] })
    for (let call = 0; call < 10; call++) expect((await tokens.fetch(id, server.origin)).status).toBe(401)
    expect(provider.sent).toEqual(['refresh-2'])
    clock.advance(11 * 60_000)
    expect((await tokens.fetch(id, server.origin)).status).toBe(401)
    expect(provider.sent).toHaveLength(2)
  })

  it('ends in the typed error when the refresh does', async () => {
    const server = await picky(() => 'never', refuse401)
    const { tokens, provider } = await loggedIn({ resourceHosts: [server.origin] })
    provider.current = 'revoked-elsewhere'
    const error = await failure(tokens.fetch(id, server.origin))
    expect(error.name).toBe('ReauthorizationRequiredError')
  })
})
