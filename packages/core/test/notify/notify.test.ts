import { createHmac } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Notification, NotifyOptions } from '../../src/index.ts'
import { commandDelivery } from '../../src/notify/command-delivery.ts'
import { json, resourceServer } from '../fetch/resource-server.ts'
import { passingTime } from '../support/turns.ts'
import { failure, id, logIn, type ManagerParts, world } from '../support/world.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oauth-tokens-notify-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A webhook that notes what it got, and answers from a script. */
async function webhook(script: number[] = []) {
  const server = await resourceServer((_, response) => json(response, script.shift() ?? 204, {}))
  const got = () => server.seen.map(({ body }) => JSON.parse(body) as Notification)
  const notify: NotifyOptions = { url: `${server.origin}/hook`, secret }
  return { ...server, got, notify }
}

/** A connection that is due in a moment, with a provider that refuses its refresh token then. */
async function refused(parts: ManagerParts) {
  const made = world()
  const tokens = made.manager(parts)
  await logIn(tokens)
  made.clock.advance(3_600_000)
  made.provider.current = 'another'
  return { ...made, tokens }
}

describe('notifying by webhook', () => {
  it('tells a change of status once, signed, and without secrets', async () => {
    const hook = await webhook()
    const { tokens } = await refused({
      notify: hook.notify,
      reauthorizationLink: (connection) => `https://app.example/connect?id=${encodeURIComponent(connection)}`,
    })
    for (let call = 0; call < 3; call++) await failure(tokens.getAccessToken(id))
    await tokens.close()
    expect(hook.got()).toEqual([
      {
        type: 'reauthorization-required',
        at: expect.stringMatching(/^2026-01-01T01:00/),
        connection: id,
        provider: 'fake',
        generation: 1,
        status: 'reauthorization-required',
        before: 'active',
        cause: { name: 'ReauthorizationRequiredError', code: 'invalid_grant' },
        link: 'https://app.example/connect?id=fake%3Aaccount-1',
      },
    ])
    const [request] = hook.seen
    const {
      'webhook-id': message,
      'webhook-timestamp': time,
      'webhook-signature': signature,
    } = request?.headers ?? {}
    const key = Buffer.alloc(32, 7)
    const signed = createHmac('sha256', key).update(`${message}.${time}.${request?.body}`).digest('base64')
    expect(signature).toBe(`v1,${signed}`)
    expect(JSON.stringify(hook.seen)).not.toMatch(/access-\d|refresh-\d/)
  })

  it('is told by one process, however many see the change, and tells the recovery', async () => {
    const hook = await webhook()
    const { tokens, manager, provider, clock } = await refused({ notify: hook.notify })
    const others = [manager({ notify: hook.notify }), manager({ notify: hook.notify })]
    await passingTime(clock, Promise.all([tokens, ...others].map((one) => failure(one.getAccessToken(id)))))
    provider.current = 'refresh-2'
    await logIn(tokens)
    await Promise.all([tokens, ...others].map((one) => one.close()))
    expect(hook.got().map(({ status, before }) => [before, status])).toEqual([
      ['active', 'reauthorization-required'],
      ['reauthorization-required', 'active'],
    ])
  })

  it('is tried again with the same id until it is taken', async () => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout'],
      shouldAdvanceTime: true,
      advanceTimeDelta: 500,
    })
    const hook = await webhook([500, 503])
    const { tokens } = await refused({ notify: hook.notify })
    await failure(tokens.getAccessToken(id))
    await vi.waitFor(() => expect(hook.seen).toHaveLength(3), 20_000)
    expect(new Set(hook.seen.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    vi.useRealTimers()
    await tokens.close()
  })

  it('that cannot be reached is said in the log, told by the next event, and never fails a refresh', async () => {
    const warn = vi.fn()
    const logger = { debug: () => {}, info: () => {}, warn, error: () => {} }
    const hook = await webhook([410])
    const { tokens } = await refused({ notify: hook.notify, logger })
    await failure(tokens.getAccessToken(id))
    await vi.waitFor(() =>
      expect(warn).toHaveBeenCalledWith(expect.stringMatching(/^notify: .* answered 410/)),
    )
    await logIn(tokens)
    await tokens.close()
    expect(hook.seen).toHaveLength(1)
  })
})

describe('notifying by command', () => {
  it('gives the notification on standard input, and none of our secrets in the environment', async () => {
    const file = join(folder, 'told.json')
    const secrets = [
      'OAUTH_TOKENS_KEY',
      'OAUTH_TOKENS_STORE',
      'ZALO_OA_CLIENT_SECRET',
      'ZALO_OA_VIA_INTERITS_API_KEY',
    ]
    for (const name of secrets) vi.stubEnv(name, 'secret-that-nobody-else-needs')
    const script = `process.stdin.on('data', (told) => require('fs').writeFileSync(process.argv[1], told + JSON.stringify(process.env)))`
    const { tokens } = await refused({ notify: { command: [process.execPath, '-e', script, file] } })
    await failure(tokens.getAccessToken(id))
    await tokens.close()
    vi.unstubAllEnvs()
    const text = await readFile(file, 'utf8')
    expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({
      connection: id,
      status: 'reauthorization-required',
    })
    expect(text).not.toContain('that-nobody-else-needs')
  })

  it('says in the log what went wrong', async () => {
    const warn = vi.fn()
    const logger = { debug: () => {}, info: () => {}, warn, error: () => {} }
    for (const command of [[join(folder, 'no-such-program')], [process.execPath, '-e', 'process.exit(3)']]) {
      warn.mockClear()
      const { tokens } = await refused({ notify: { command }, logger })
      await failure(tokens.getAccessToken(id))
      await tokens.close()
      expect(warn).toHaveBeenCalledWith(expect.stringMatching(/^notify: .*(ENOENT|status 3)/))
    }
  })

  it('I4: ends one that hangs and takes no notice of a gentle signal, so that close ends too', async () => {
    const script = `process.on('SIGTERM', () => {}); setInterval(() => {}, 60_000)`
    const deliver = commandDelivery({ command: [process.execPath, '-e', script] }, 300)
    const told = {
      type: 'revoked',
      at: '',
      connection: id,
      provider: 'fake',
      generation: 1,
      status: 'revoked',
    }
    await expect(deliver(told, new AbortController().signal)).rejects.toThrow(/ended with SIGKILL/)
  })
})

describe('the notify option', () => {
  it.each([
    [{ command: [] }],
    [{ url: 'http://plain.example/hook', secret }],
    [{ url: 'https://hook.example/', secret: 'short' }],
    [{ url: 'https://hook.example/' } as NotifyOptions],
    [{} as NotifyOptions],
  ])('is checked when the manager is made: %j', (notify) => {
    expect(() => world().manager({ notify })).toThrow(/notify|https/)
  })
})
