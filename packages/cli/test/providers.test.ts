import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKey } from '@oauth-tokens/core'
import { type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoSettings } from '../src/sandbox/demo-settings.ts'
import { runCommand, type Surroundings, start, temporaryFolder } from './support/run-command.ts'
import { consent } from './support/sandbox-house.ts'

let sandbox: Sandbox
let house: { cwd: string; env: Record<string, string> }
beforeEach(async () => {
  sandbox = await startSandbox({ zoho: { limits: { devicePollInterval: 0 } } })
  house = {
    cwd: temporaryFolder(),
    env: {
      ...demoSettings(sandbox),
      OAUTH_TOKENS_STORE: 'file:./store',
      OAUTH_TOKENS_KEY: generateKey(),
    },
  }
})
afterEach(() => sandbox.close())

const run = (argv: string[], more: Surroundings = {}) => runCommand(argv, { ...house, ...more })

/** A command that succeeds, and what it printed. */
async function printed(argv: string[], more: Surroundings = {}): Promise<string> {
  const { status, stdout, stderr } = await run(argv, more)
  expect({ argv, status, stderr: status === 0 ? '' : stderr }).toEqual({ argv, status: 0, stderr: '' })
  return stdout.trim()
}

/** Logs in through the consent page, as a person with a browser would. */
async function loggedIn(provider: string, choice: Record<string, string> = {}): Promise<string> {
  const link = await printed(['url', provider])
  return printed(['callback', await consent(link, { auto: 'allow', ...choice })])
}

/** What every connection with tokens must do. */
async function works(connection: string): Promise<void> {
  const first = await printed(['token', connection])
  expect(await printed(['token', connection])).toBe(first)
  expect(await printed(['refresh', connection])).toBe(connection)
  const second = await printed(['token', connection])
  expect(second).not.toBe(first)
  expect(second).not.toBe('')
}

describe('zalo', () => {
  it('logs in, gives tokens, refreshes; a revocation says what to do instead', async () => {
    const connection = await loggedIn('zalo', { user_id: '6410983327745120093' })
    expect(connection).toBe('zalo:6410983327745120093')
    await works(connection)
    const revoked = await run(['revoke', connection])
    expect(revoked).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`oauth-tokens forget ${connection}`),
    })
  })
})

describe('zoho', () => {
  it('logs in where the account lives, gives tokens, refreshes, revokes', async () => {
    const connection = await loggedIn('zoho', { zuid: '20080102002' })
    expect(connection).toBe('zoho:20080102002')
    await works(connection)
    expect(JSON.parse(await printed(['show', connection, '--json'])).params).toMatchObject({ location: 'eu' })
    await printed(['revoke', connection])
    expect(JSON.parse(await printed(['show', connection, '--json'])).status).toBe('revoked')
    expect((await run(['token', connection])).status).toBe(4)
    expect(sandbox.zoho.refreshTokens({ zuid: '20080102002' })).toEqual([])
  })

  it('logs in by a code that is shown', async () => {
    const login = start(['login', 'zoho', '--device', '--no-browser'], house)
    const [, userCode = ''] = await login.said(/Code: (\S+)/)
    sandbox.zoho.decideOnDevice(userCode, { zuid: '640101001' })
    const { status, stdout } = await login.finished
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'zoho:640101001\n' })
  })

  it("logs in with a Self Client's code from stdin, in another data centre", async () => {
    const code = sandbox.zoho.selfClientCode({ zuid: '20080102002', scope: 'AaaServer.profile.READ' })
    const connection = await printed(['login', 'zoho', '--code', '-', '--param', 'location=eu'], {
      stdin: code,
    })
    expect(connection).toBe('zoho:20080102002')
    await works(connection)
  })

  it('gives the app tokens of its own where it has no redirect URI', async () => {
    const { ZOHO_REDIRECT_URI: _none, ...env } = house.env
    house.env = env
    expect(await run(['login', 'zoho'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--account'),
    })
    const connection = await printed(['login', 'zoho', '--account', 'ZohoCRM.640202001'])
    expect(connection).toBe('zoho:ZohoCRM.640202001')
    await works(connection)
  })

  it('refuses contradicting ways, and a verifier in argv without repeating it', async () => {
    expect((await run(['login', 'zoho', '--device', '--paste'])).status).toBe(2)
    const refused = await run(['login', 'zoho', '--code', 'c', '--code-verifier', 'planted-verifier'])
    expect(refused.status).toBe(2)
    expect(refused.stderr).not.toContain('planted-verifier')
    expect((await run(['login', 'zoho', '--code', 'c', '--param', 'nonsense'])).status).toBe(2)
  })
})

describe('zalopay', () => {
  it("takes a mini app's code and verifier on two lines, gives tokens, refreshes", async () => {
    const minted = await fetch(`${sandbox.url}/_sandbox/zalopay/code`, { method: 'POST', body: '{}' })
    const { data, codeVerifier } = (await minted.json()) as { data: { code: string }; codeVerifier: string }
    const connection = await printed(['login', 'zalopay', '--code', '-', '--code-verifier', '-'], {
      stdin: `${data.code}\n${codeVerifier}\n`,
    })
    expect(connection).toMatch(/^zalopay:\d+$/)
    await works(connection)
  })

  it('says how to log in where there is no consent page', async () => {
    const { status, stderr } = await run(['login', 'zalopay'])
    expect(status).toBe(2)
    expect(stderr).toMatch(/mini app/i)
    expect(stderr).toContain('Next: oauth-tokens login zalopay --code - --code-verifier -')
    expect((await run(['login', 'zalopay', '--code', 'only', '--code-verifier', '-'])).status).toBe(2)
  })
})

describe('OAs at a gateway', () => {
  it('eTelecom: connects by consent, is listed as external, and says where the tokens are', async () => {
    const connection = await loggedIn('zalo-oa-via-etelecom', { oa_id: '4402719385516093277' })
    expect(connection).toBe('zalo-oa-via-etelecom:4402719385516093277')
    expect(JSON.parse(await printed(['show', connection, '--json'])).status).toBe('external')
    expect(await run(['token', connection])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/eTelecom/),
    })
    expect(await printed(['refresh', connection])).toBe(connection)
    sandbox.etelecom.setOa('4402719385516093277', { status: 'N' })
    expect((await run(['refresh', connection])).status).toBe(4)
  })

  it('Interits: takes what is connected, and waits for a consent that prolongs it', async () => {
    const account = '3350871946620137458'
    const connection = `zalo-oa-via-interits:${account}`
    sandbox.interits.setOa(account, { expiresAt: Date.now() + 86_400_000 })
    const argv = ['login', 'zalo-oa-via-interits', '--account', account, '--no-browser']
    expect(await printed(argv)).toBe(connection)
    const again = start(argv, house)
    await again.said(/oa\/permission/)
    sandbox.interits.connect(account)
    const { status, stdout } = await again.finished
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${connection}\n` })
    const { refreshExpiresAt } = JSON.parse(await printed(['show', connection, '--json']))
    expect(new Date(refreshExpiresAt).getTime()).toBeGreaterThan(Date.now() + 80 * 86_400_000)
  })
})

describe('oauth2', () => {
  it('is configured in a file, with secrets from elsewhere; mistakes are named', async () => {
    const file = join(house.cwd, 'oauth-tokens.config.json')
    const provider = {
      adapter: 'oauth2',
      id: 'acme',
      issuer: 'https://id.acme.example',
      clientId: 'app',
      clientSecret: { env: 'ACME_SECRET' },
      redirectUri: 'http://127.0.0.1:8910/callback',
      scopes: ['openid', 'offline_access'],
      authorizationParameters: { prompt: 'consent' },
      resourceHosts: ['https://api.acme.example'],
    }
    writeFileSync(file, JSON.stringify({ providers: [provider] }))
    house.env.ACME_SECRET = 'planted-secret'
    const listed = await printed(['providers', '--json'])
    expect(JSON.parse(listed)).toEqual([
      {
        id: 'acme',
        adapter: 'oauth2',
        clientId: 'app',
        redirectUri: 'http://127.0.0.1:8910/callback',
        scopes: ['openid', 'offline_access'],
        hosts: ['https://api.acme.example'],
      },
    ])
    expect(listed).not.toContain('planted-secret')
    writeFileSync(file, JSON.stringify({ providers: [{ ...provider, pkce: 'yes', isuer: 'x' }] }))
    const { status, stderr } = await run(['providers'])
    expect(status).toBe(2)
    expect(stderr).toMatch(/pkce: expected true or false/)
    expect(stderr).toMatch(/isuer/)
  })
})

describe('notify', () => {
  it('tells a program once that an owner must consent again, and where', async () => {
    const connection = await loggedIn('zoho', { zuid: '640101001' })
    const told = join(house.cwd, 'told.jsonl')
    const seen = join(house.cwd, 'seen.json')
    const script =
      "const fs = require('fs'); process.stdin.on('data', (text) => fs.appendFileSync(process.argv[1], text)); " +
      'fs.writeFileSync(process.argv[2], JSON.stringify(process.env))'
    house.env.SHOP_SECRET = house.env.ZOHO_CLIENT_SECRET ?? ''
    house.env.GREETING = 'hello'
    writeFileSync(
      join(house.cwd, 'oauth-tokens.config.json'),
      JSON.stringify({
        notify: { command: [process.execPath, '-e', script, told, seen] },
        reauthorizationLink: 'https://app.example/connect?id={connection}',
        providers: [
          {
            adapter: 'zoho',
            clientId: house.env.ZOHO_CLIENT_ID,
            clientSecret: { env: 'SHOP_SECRET' },
            baseUrl: house.env.ZOHO_BASE_URL,
          },
        ],
      }),
    )
    sandbox.zoho.disconnect({ zuid: '640101001' })
    expect((await run(['refresh', connection])).status).toBe(4)
    expect((await run(['refresh', connection])).status).toBe(4)
    const lines = readFileSync(told, 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        connection,
        status: 'reauthorization-required',
        link: 'https://app.example/connect?id=zoho%3A640101001',
      }),
    ])
    const environment = JSON.parse(readFileSync(seen, 'utf8'))
    expect(environment).toMatchObject({ GREETING: 'hello' })
    expect(Object.keys(environment).filter((name) => /SECRET|_KEY$/.test(name))).toEqual([])
  })
})
