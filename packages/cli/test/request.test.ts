import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ResourceServer, startResourceServer } from './support/resource-server.ts'
import { openInput, runCommand, type Surroundings, start } from './support/run-command.ts'
import { connect, openHouse, type SandboxHouse } from './support/sandbox-house.ts'
import { binary, spawnCommand } from './support/spawn-command.ts'

let house: SandboxHouse
let server: ResourceServer
let id: string
let answer: RequestListener
beforeEach(async () => {
  answer = (_request, response) => response.end('{"ok":true}\n')
  house = await openHouse()
  server = await startResourceServer((request, response) => answer(request, response))
  id = await connect(house)
  configure([server.url])
})
afterEach(async () => {
  await server.close()
  await house.close()
})

/** The same provider in a file, with hosts that may get its tokens. */
function configure(allowHosts: unknown): void {
  const { ZALO_OA_CLIENT_ID: clientId, ZALO_OA_BASE_URL: baseUrl } = house.env
  const provider = { adapter: 'zalo-oa', clientId, baseUrl, clientSecret: { env: 'ZALO_OA_CLIENT_SECRET' } }
  const file = join(house.cwd, 'oauth-tokens.config.json')
  writeFileSync(file, JSON.stringify({ allowHosts, providers: [provider] }))
}

const run = (argv: string[], more: Surroundings = {}) =>
  runCommand(['request', id, ...argv], { ...house, ...more })
const write = (name: string, content: string | Buffer) => writeFileSync(join(house.cwd, name), content)

test('a full disk is told as such, however long the answer', async () => {
  answer = (_request, response) => response.end(Buffer.alloc(1_000_000, 'a'))
  const script = `"${process.execPath}" "${binary}" request ${id} ${server.url}/long > /dev/full`
  const env = { PATH: process.env.PATH, HOME: house.cwd, ...house.env }
  const shell = spawn('sh', ['-c', script], { cwd: house.cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
  const [said, [status]] = await Promise.all([text(shell.stderr), once(shell, 'close')])
  expect({ status, said }).toEqual({
    status: 1,
    said: expect.stringMatching(/^oauth-tokens: The output could not be written: the disk is full/),
  })
})

test.each([
  ['none', /There is no file none: check its name/],
  ['store', /store is a folder: name a file/],
])('a body that cannot be read says why: @%s', async (file, reason) => {
  const { status, stderr } = await run(['POST', server.url, '--data', `@${file}`])
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(reason) })
})

describe('a call', () => {
  test('goes to the provider with its header, and the body comes on stdout alone', async () => {
    const { status, stdout, stderr } = await run([`${house.sandbox.zaloUrl}/v2.0/oa/getoa`])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ error: 0, data: { name: expect.any(String) } })
  })

  test('a dead token is refreshed once, and the call made again', async () => {
    const { stdout: old } = await runCommand(['token', id], house)
    house.sandbox.faults.add({ kind: 'error-body', path: 'getoa', code: -216 })
    const { status, stdout } = await run([`${house.sandbox.zaloUrl}/v2.0/oa/getoa`])
    expect({ status, error: JSON.parse(stdout).error }).toEqual({ status: 0, error: 0 })
    expect((await runCommand(['token', id], house)).stdout).not.toBe(old)
    expect(house.sandbox.stats().totals.redemptions).toBe(1)
  })

  test('to a host that is not allowed sends nothing: status 2, and how to allow it', async () => {
    configure(['api.example.com'])
    const { status, stderr } = await run([`${server.url}/x`])
    expect({ status, calls: server.calls }).toEqual({ status: 2, calls: [] })
    expect(stderr).toContain('allowHosts')
  })

  test.each([[['https://a.example/path']], ['a.example'], [[5]]])(
    'allowHosts %j is refused',
    async (hosts) => {
      configure(hosts)
      expect(await run([server.url])).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('allowHosts'),
      })
      expect(server.calls).toEqual([])
    },
  )

  test('--verbose tells status and headers on stderr; the token is not among it', async () => {
    answer = (_request, response) => response.writeHead(201, { 'x-answer': 'yes' }).end('body')
    const { stdout: token } = await runCommand(['token', id], house)
    const { status, stdout, stderr } = await run([server.url, '--verbose'])
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'body' })
    expect(stderr).toMatch(/^HTTP 201 Created$/m)
    expect(stderr).toMatch(/^x-answer: yes$/m)
    expect(server.calls[0]?.headers['access_token']).toBe(token.trim())
    expect(stderr).not.toContain(token.trim())
  })

  test('a redirect elsewhere is told, and not followed', async () => {
    answer = (_request, response) =>
      response.writeHead(302, { location: 'https://elsewhere.example/a?code=planted-code' }).end()
    const { status, stderr } = await run([server.url])
    expect({ status, calls: server.calls.length }).toEqual({ status: 0, calls: 1 })
    expect(stderr).toMatch(/^warning: .*https:\/\/elsewhere\.example/)
    expect(stderr).not.toContain('planted-code')
  })

  test('nobody answers: status 6', async () => {
    await server.close()
    expect((await run([server.url])).status).toBe(6)
  })

  test('an answer that breaks off: status 6, after what came of it', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.destroy())
    }
    expect(await run([server.url])).toMatchObject({ status: 6, stdout: 'half' })
  })
})

describe('what is sent', () => {
  test('a file, byte by byte, as POST; stdin, with the method that was named', async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 200])
    write('body.bin', bytes)
    expect((await run([server.url, '--data', '@body.bin'])).status).toBe(0)
    const stdin = Readable.from([Buffer.from('{"a":'), Buffer.from('1}')])
    expect((await run(['put', `${server.url}/x`, '--data', '-'], { stdin })).status).toBe(0)
    expect(server.calls).toMatchObject([
      {
        method: 'POST',
        body: bytes,
        headers: expect.not.objectContaining({ 'content-type': expect.anything() }),
      },
      { method: 'PUT', url: '/x', headers: { 'content-type': 'application/json' } },
    ])
    expect(server.calls[1]?.body.toString()).toBe('{"a":1}')
  })

  test('headers: from argv, a file and stdin', async () => {
    write('key.txt', 'file-secret\n')
    const flags = ['--header', 'X-Trace: 7', '--header', 'X-Api-Key:@key.txt', '--header', 'X-Secret:-']
    expect((await run([server.url, ...flags], { stdin: 'stdin-secret\n' })).status).toBe(0)
    expect(server.calls[0]?.headers).toMatchObject({
      'x-trace': '7',
      'x-api-key': 'file-secret',
      'x-secret': 'stdin-secret',
    })
  })

  test.each([
    ['--header', 'Authorization: planted'],
    ['--header', 'access_token: planted'],
    ['--header', 'X-Shop-Secret: planted'],
    ['--header', 'X-Other: Bearer planted'],
    ['--header', 'Cookie: a=planted'],
    ['--data', '{"password":"planted"}'],
  ])('%s %s is refused without repeating it, and nothing is sent', async (flag, value) => {
    const { status, stdout, stderr } = await run([server.url, flag, value])
    expect({ status, stdout, calls: server.calls }).toEqual({ status: 2, stdout: '', calls: [] })
    expect(stderr).not.toContain('planted')
    expect(stderr).toContain('@FILE')
  })

  test.each(['?access_token=planted', '?client_secret=planted', '#token=planted', '?x=eyJplanted.e30.x'])(
    'an address with %s is refused likewise',
    async (query) => {
      const { status, stderr } = await run([`${server.url}/${query}`])
      expect({ status, calls: server.calls }).toEqual({ status: 2, calls: [] })
      expect(stderr).not.toContain('planted')
    },
  )

  test('the place where a list goes on is no credential', async () => {
    expect((await run([`${server.url}/?page_token=abc&nextPageToken=d`])).status).toBe(0)
  })

  test.each([
    [['--header', 'no colon']],
    [['--header', 'X-A:@none.txt']],
    [['--header', 'X-A:-', '--data', '-']],
    [['--data', '@none.txt']],
    [['--data', '@']],
  ])('%j: status 2', async (flags) => {
    expect((await run([server.url, ...flags], { stdin: 'text' })).status).toBe(2)
    expect(server.calls).toEqual([])
  })

  test.each([
    [['TRACE', 'http://127.0.0.1:1']],
    [['GET', 'http://127.0.0.1:1', '--data', '-']],
    [['not-a-url']],
  ])('%j: status 2', async (argv) => {
    expect((await run(argv)).status).toBe(2)
  })

  test('a header that cannot be sent is named, and its value is not repeated', async () => {
    write('key.txt', 'planted\nsecond line')
    const { status, stderr } = await run([server.url, '--header', 'X-Key:@key.txt'])
    expect(status).toBe(2)
    expect(stderr).toContain('X-Key')
    expect(stderr).not.toContain('planted')
  })
})

describe('--json', () => {
  test.each([
    [
      'JSON as it is, long numbers too',
      '{"id":\n 12345678901234567890}',
      '"body":{"id":  12345678901234567890}',
    ],
    ['text as text', 'plain\n', '"body":"plain\\n"'],
    ['nothing as null', '', '"body":null'],
  ])('has %s', async (_what, body, document) => {
    answer = (_request, response) => response.writeHead(203, { 'x-answer': 'yes' }).end(body)
    const { stdout } = await run([server.url, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ status: 203, headers: { 'x-answer': 'yes' } })
    expect(stdout).toMatch(/^[^\n]*\n$/)
    expect(stdout.replaceAll(/ +/g, '  ')).toContain(document)
  })

  test('has bytes that are no text in base64', async () => {
    answer = (_request, response) => response.end(Buffer.from([0, 255]))
    const { stdout } = await run([server.url, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ encoding: 'base64', body: 'AP8=' })
  })
})

describe('--fail', () => {
  beforeEach(() => {
    answer = (_request, response) => response.writeHead(404).end('gone')
  })

  test('HTTP 400 and above is status 5, with the body; without it status 0', async () => {
    expect(await run([server.url])).toMatchObject({ status: 0, stdout: 'gone', stderr: '' })
    const failed = await run([server.url, '--fail', '--json'])
    expect(failed.status).toBe(5)
    expect(JSON.parse(failed.stdout)).toMatchObject({ status: 404, body: 'gone' })
    expect(JSON.parse(failed.stderr)).toMatchObject({ error: { code: 'http_error', connection: id } })
  })

  test('below it nothing changes', async () => {
    answer = (_request, response) => response.writeHead(204).end()
    expect(await run([server.url, '--fail'])).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })
})

test('the first Ctrl-C ends the waiting for stdin, and nothing is sent', async () => {
  const stdin = openInput()
  const running = start(['request', id, server.url, '--data', '-'], { ...house, stdin })
  // It has room again once somebody reads it.
  if (!stdin.write('x'.repeat(100_000))) await once(stdin, 'drain')
  running.send('SIGINT')
  expect(await running.finished).toMatchObject({ status: 130, stdout: '' })
  expect(server.calls).toEqual([])
})

test('the first Ctrl-C ends the waiting for an answer', async () => {
  const called = new Promise<void>((resolve) => {
    answer = () => resolve()
  })
  const running = start(['request', id, server.url], house)
  await called
  running.send('SIGINT')
  expect(await running.finished).toMatchObject({ status: 130, stdout: '' })
})

describe('the built command', () => {
  test('writes bytes as they come, before the answer is over', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 256))
    let finish = () => {}
    answer = (_request, response) => {
      response.write('first')
      finish = () => response.end(bytes)
    }
    const { child } = spawnCommand(['request', id, server.url], house)
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      if (chunks.length === 1) finish()
    })
    const status = await new Promise((resolve) => child.once('close', resolve))
    expect(status).toBe(0)
    expect(Buffer.concat(chunks).equals(Buffer.concat([Buffer.from('first'), bytes]))).toBe(true)
  })

  test('a reader that goes away ends it quietly, though the answer never ends', async () => {
    answer = (_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 5)
      response.on('close', () => clearInterval(timer))
    }
    const command = spawnCommand(['request', id, server.url], house)
    command.child.stdout.once('data', () => command.child.stdout.destroy())
    expect(await command.finished).toMatchObject({ status: 0, stderr: '' })
  })
})
