import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { causeOf } from '../../src/provider/cause.ts'
import { httpFetch } from '../../src/provider/http-fetch.ts'
import { wasNotSent } from '../../src/provider/not-sent.ts'
import { send } from '../../src/provider/send.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

it('reaches the provider through the proxy of the environment, and directly the hosts of NO_PROXY', async () => {
  const provider = createServer((_request, response) => response.end('{"from":"provider"}'))
  const port = await listening(provider)
  const tunnels: string[] = []
  const proxy = createServer().on('connect', (request, client) => {
    tunnels.push(request.url ?? '')
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      server.pipe(client).pipe(server)
    })
  })
  const proxyPort = await listening(proxy)
  vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${proxyPort}`)
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${proxyPort}`)
  vi.stubEnv('NO_PROXY', '127.0.0.1')
  const request = { method: 'POST', headers: {}, body: 'a=b', timeout: 5_000 }
  try {
    // No name server knows it: only the proxy can have reached it.
    const through = await send({ ...request, url: 'http://provider.invalid/token' })
    expect(through.json).toEqual({ from: 'provider' })
    expect(tunnels).toEqual(['provider.invalid:80'])

    const direct = await send({ ...request, url: `http://127.0.0.1:${port}/token` })
    expect(direct.json).toEqual({ from: 'provider' })
    expect(tunnels).toHaveLength(1)
  } finally {
    provider.closeAllConnections()
    proxy.closeAllConnections()
    provider.close()
    proxy.close()
  }
})

it('I1: knows that nothing was sent where the proxy opened no tunnel', async () => {
  const answers = ['407 Proxy Authentication Required', '502 Bad Gateway']
  const proxy = createServer().on('connect', (_request, client) =>
    client.end(`HTTP/1.1 ${answers.shift()}\r\ncontent-length: 0\r\n\r\n`),
  )
  const port = await listening(proxy)
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${port}`)
  vi.resetModules()
  try {
    const { httpFetch: freshFetch } = await import('../../src/provider/http-fetch.ts')
    const fetch = await freshFetch()
    for (let call = 0; call < 2; call++) {
      const error = await fetch('https://provider.invalid/token', { method: 'POST', body: 'a=b' }).catch(
        (thrown: unknown) => thrown,
      )
      expect(wasNotSent(error)).toBe(true)
      expect(causeOf(error, 'provider.invalid', (text) => text)).toMatchObject({
        code: 'PROXY_REFUSED',
        host: 'provider.invalid',
      })
    }
    expect(answers).toEqual([])
  } finally {
    proxy.closeAllConnections()
    proxy.close()
  }
})

it('sends forms and files through it as they are, and answers with a Response of Node', async () => {
  let got = ''
  const server = createServer(async (request, response) => {
    for await (const chunk of request.setEncoding('utf8')) got += chunk
    if (request.url === '/nothing') response.writeHead(204).end()
    else response.end(request.headers['content-type'])
  })
  const port = await listening(server)
  vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1')
  vi.stubEnv('NO_PROXY', '127.0.0.1')
  try {
    const fetch = await httpFetch()
    const form = new FormData()
    form.set('name', 'value')
    form.set('file', new Blob(['inside']), 'file.txt')
    const answer = await fetch(`http://127.0.0.1:${port}/upload`, { method: 'POST', body: form })
    expect(answer).toBeInstanceOf(Response)
    expect(answer.url).toBe(`http://127.0.0.1:${port}/upload`)
    expect(await answer.text()).toMatch(/^multipart\/form-data; boundary=/)
    expect(got).toMatch(/name="name"\r\n\r\nvalue/)
    expect(got).toMatch(/filename="file.txt".*inside/s)
    expect((await fetch(`http://127.0.0.1:${port}/nothing`)).status).toBe(204)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
