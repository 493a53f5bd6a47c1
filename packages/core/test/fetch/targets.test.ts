import { describe, expect, it } from 'vitest'
import { failure, id, loggedIn } from '../support/world.ts'
import { json, resourceServer } from './resource-server.ts'

describe('where a token may go', () => {
  it('is the hosts of its provider, with the header of its provider', async () => {
    const server = await resourceServer((_, response) => json(response, 200, {}))
    const { tokens } = await loggedIn({
      resourceHosts: [server.origin],
      header: (accessToken) => ({ name: 'access_token', value: accessToken }),
      extraHeaders: (accessToken) => ({ appsecret_proof: `proof-of-${accessToken}` }),
    })
    await tokens.fetch(id, `${server.origin}/a?b=c`, { headers: { access_token: 'mine', 'x-own': 'kept' } })
    expect(server.seen).toHaveLength(1)
    expect(server.seen[0]).toMatchObject({
      url: '/a?b=c',
      headers: { access_token: 'access-2', appsecret_proof: 'proof-of-access-2', 'x-own': 'kept' },
    })
  })

  it('is not another host, however alike, and nothing is sent there', async () => {
    const server = await resourceServer((_, response) => json(response, 200, {}))
    const port = new URL(server.origin).port
    const { tokens } = await loggedIn({ resourceHosts: ['https://api.example.com'] })
    for (const url of [
      server.origin,
      'https://api.example.com.evil.example/',
      'https://evil.example/https://api.example.com/',
      'https://user:password@api.example.com/',
      'https://api.example.com:8443/',
      'http://api.example.com/',
      `http://localhost:${port}/`,
      '/relative',
      'not a url',
    ]) {
      const error = await failure(tokens.fetch(id, url))
      expect([error.name, ['host_not_allowed', 'invalid_url'].includes(error.code)]).toEqual([
        'ConfigurationError',
        true,
      ])
      expect(error.message).not.toContain('password')
    }
    expect(server.seen).toEqual([])
  })

  it('is also a host that the user allows', async () => {
    const server = await resourceServer((_, response) => json(response, 200, {}))
    const { tokens } = await loggedIn({ resourceHosts: [] }, { allowHosts: [server.origin] })
    expect((await tokens.fetch(id, server.origin)).status).toBe(200)
  })

  it('is told apart for the headers beside the token: a host that may have it need not have the secret', async () => {
    const own = await resourceServer((_, response) => json(response, 200, {}))
    const other = await resourceServer((_, response) => json(response, 200, {}))
    const { tokens } = await loggedIn(
      {
        resourceHosts: [own.origin],
        extraHeaders: (_, host) => (host === 'own' ? { 'x-secret-key': 'app-secret' } : {}),
      },
      { allowHosts: [other.origin] },
    )
    for (const { origin } of [own, other]) await tokens.fetch(id, origin)
    expect(own.seen[0]?.headers['x-secret-key']).toBe('app-secret')
    expect(other.seen[0]?.headers.authorization).toBe('Bearer access-2')
    expect(other.seen[0]?.headers['x-secret-key']).toBeUndefined()
  })

  it.each(['*.example.com', 'https://example.com/path', 'http://example.com', 'https://a@b.example', ''])(
    'refuses allowHosts with %j before anything is made',
    async (host) => {
      await expect(loggedIn({}, { allowHosts: [host] })).rejects.toMatchObject({ code: 'invalid_allow_host' })
    },
  )
})

describe('redirects', () => {
  it('are followed on the same origin, with the token', async () => {
    const server = await resourceServer(({ url }, response) => {
      if (url === '/old') response.writeHead(307, { location: '/new' }).end()
      else json(response, 200, {})
    })
    const { tokens } = await loggedIn({ resourceHosts: [server.origin] })
    const response = await tokens.fetch(id, `${server.origin}/old`, { method: 'POST', body: 'again' })
    expect(response.status).toBe(200)
    expect(
      server.seen.map(({ method, url, body, headers }) => [method, url, body, headers.authorization]),
    ).toEqual([
      ['POST', '/old', 'again', 'Bearer access-2'],
      ['POST', '/new', 'again', 'Bearer access-2'],
    ])
  })

  it('become a GET where the standard says so, without the body', async () => {
    const server = await resourceServer(({ url }, response) => {
      if (url === '/old') response.writeHead(303, { location: '/new' }).end()
      else json(response, 200, {})
    })
    const { tokens } = await loggedIn({ resourceHosts: [server.origin] })
    await tokens.fetch(id, `${server.origin}/old`, {
      method: 'POST',
      body: 'once',
      headers: { 'content-type': 'text/plain' },
    })
    expect(server.seen[1]).toMatchObject({ method: 'GET', url: '/new', body: '' })
    expect(server.seen[1]?.headers['content-type']).toBeUndefined()
  })

  it('to another origin are handed to the caller, and the token stays here', async () => {
    const elsewhere = await resourceServer((_, response) => json(response, 200, {}))
    const server = await resourceServer((_, response) =>
      response.writeHead(302, { location: `${elsewhere.origin}/steal` }).end(),
    )
    const { tokens } = await loggedIn({ resourceHosts: [server.origin, elsewhere.origin] })
    const response = await tokens.fetch(id, server.origin)
    expect([response.status, response.headers.get('location')]).toEqual([302, `${elsewhere.origin}/steal`])
    expect(elsewhere.seen).toEqual([])
  })

  it('in a ring end', async () => {
    const server = await resourceServer((_, response) => response.writeHead(302, { location: '/' }).end())
    const { tokens } = await loggedIn({ resourceHosts: [server.origin] })
    expect((await tokens.fetch(id, server.origin)).status).toBe(302)
    expect(server.seen).toHaveLength(21)
  })

  it('are not followed when the caller wants to see them', async () => {
    const server = await resourceServer((_, response) => response.writeHead(302, { location: '/' }).end())
    const { tokens } = await loggedIn({ resourceHosts: [server.origin] })
    expect((await tokens.fetch(id, server.origin, { redirect: 'manual' })).status).toBe(302)
    expect(server.seen).toHaveLength(1)
  })
})

describe('a call that fails on the way', () => {
  it('because its headers cannot be sent is an error of ours that does not repeat them', async () => {
    const server = await resourceServer((_, response) => json(response, 200, {}))
    const { tokens } = await loggedIn({ resourceHosts: [server.origin] })
    const headers = { 'x-secret': 'planted\nsecret' }
    const error = await failure(tokens.fetch(id, server.origin, { headers }))
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_headers' })
    expect(error.message).not.toContain('planted')
    expect(server.seen).toEqual([])
  })

  it('is an error of ours without the token', async () => {
    const server = await resourceServer((_, response) => response.socket?.destroy())
    const { tokens } = await loggedIn({ resourceHosts: [server.origin] })
    const error = await failure(tokens.fetch(id, server.origin))
    expect(error).toMatchObject({ name: 'ProviderUnavailableError', code: 'call_failed', connection: id })
    expect(JSON.stringify(error) + error.stack).not.toContain('access-2')
  })

  it('ends with the reason of the caller, when it is the caller who ends it', async () => {
    const server = await resourceServer(() => {})
    const { tokens } = await loggedIn({ resourceHosts: [server.origin] })
    const controller = new AbortController()
    const call = tokens.fetch(id, server.origin, { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('enough')), 50)
    await expect(call).rejects.toThrow('enough')
  })
})
