import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoZohoClient } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { grammar } from './support/grammar.ts'
import { openInput, type Running, runCommand, start } from './support/run-command.ts'
import { connect, consent, openHouse, type SandboxHouse } from './support/sandbox-house.ts'

let house: SandboxHouse
let id: string
beforeEach(async () => {
  house = await openHouse()
  id = await connect(house)
})
afterEach(() => house.close())

type Finished = Awaited<Running['finished']>

interface Way {
  /** Runs it to its end, and well. */
  run(flags: string[]): Promise<Finished>
  /** What --json gives. */
  gives: 'document' | 'array' | 'lines' | 'nothing'
  /** A link or a code must be seen, whatever the flags. */
  speaks?: true
}

const run = (argv: string[], stdin = '') => runCommand(argv, { ...house, stdin })
const simply = (argv: () => string[], gives: Way['gives'] = 'document', stdin = ''): Way => ({
  run: (flags) => run([...argv(), ...flags], stdin),
  gives,
})

/** One whose refresh token is refused. */
const another = '{"provider":"zalo-oa","account":"77","refresh_token":"planted-r"}'
const importAnother = async () => void (await run(['import'], another))

/** A connection that can be revoked: Zalo knows no such thing. */
async function revocable(): Promise<string> {
  const [redirectUri = ''] = demoZohoClient.redirectUris
  Object.assign(house.env, {
    ZOHO_CLIENT_ID: demoZohoClient.clientId,
    ZOHO_CLIENT_SECRET: demoZohoClient.clientSecret,
    ZOHO_REDIRECT_URI: redirectUri,
    ZOHO_SCOPES: 'AaaServer.profile.READ',
    ZOHO_BASE_URL: house.sandbox.zohoUrl,
  })
  const link = (await run(['url', 'zoho'])).stdout.trim()
  return (await run(['callback', await consent(link)])).stdout.trim()
}

const ways: Record<string, Way> = {
  login: {
    async run(flags) {
      const login = start(['login', 'zalo-oa', '--no-browser', ...flags], { ...house, stdin: openInput() })
      await fetch(await consent((await login.said(/^http:\S+\/permission\?\S+$/m))[0]))
      return login.finished
    },
    gives: 'document',
    speaks: true,
  },
  url: simply(() => ['url', 'zalo-oa']),
  callback: {
    async run(flags) {
      const { stdout } = await run(['url', 'zalo-oa'])
      return run(['callback', await consent(stdout.trim()), ...flags])
    },
    gives: 'document',
  },
  token: simply(() => ['token', id]),
  refresh: simply(() => ['refresh', id]),
  watch: {
    async run(flags) {
      const watch = start(['watch', ...flags], { ...house, stdin: openInput() })
      await importAnother()
      await (flags.includes('--json') ? watch.wrote(/"type"/) : watch.said(/zalo-oa:77/))
      watch.send('SIGTERM')
      return watch.finished
    },
    gives: 'lines',
    speaks: true,
  },
  exec: { run: (flags) => run(['exec', ...flags, id, '--', process.execPath, '-e', '']), gives: 'nothing' },
  request: simply(() => ['request', id, `${house.sandbox.zaloUrl}/v2.0/oa/getoa`]),
  list: simply(() => ['list'], 'array'),
  show: simply(() => ['show', id]),
  explain: simply(() => ['explain', id], 'array'),
  import: simply(() => ['import'], 'array', another),
  export: simply(() => ['export', '--passphrase-file', passphraseFile()]),
  revoke: { run: async (flags) => run(['revoke', await revocable(), ...flags]), gives: 'document' },
  forget: simply(() => ['forget', id]),
  'keys generate': simply(() => ['keys', 'generate']),
  'keys list': simply(() => ['keys', 'list']),
  'keys rotate': simply(() => ['keys', 'rotate']),
  init: simply(
    () => [
      'init',
      '--provider',
      'zoho',
      '--set',
      'clientId=1000.A',
      '--secrets',
      '-',
      '--key',
      'env',
      '--yes',
    ],
    'document',
    'ZOHO_CLIENT_SECRET=planted-zoho',
  ),
  doctor: simply(() => ['doctor']),
  completion: simply(() => ['completion', 'bash']),
  'providers list': simply(() => ['providers', 'list'], 'array'),
  'providers test': simply(() => ['providers', 'test', 'own', ownAdapter()]),
  sandbox: {
    async run(flags) {
      const sandbox = start(['sandbox', ...flags], { ...house, stdin: openInput() })
      await sandbox.wrote(/OAUTH_TOKENS_KEY/)
      sandbox.send('SIGTERM')
      return sandbox.finished
    },
    gives: 'document',
  },
}

function ownAdapter(): string {
  const declaration = {
    endpoints: { token: 'https://id.acme.example/token' },
    codesFrom: 'A robot hands them out.',
  }
  const provider = { adapter: declaration, id: 'own', clientId: '1', clientSecret: 'planted-own' }
  const file = join(house.cwd, 'own.config.json')
  writeFileSync(file, JSON.stringify({ providers: [provider] }))
  return '--config=own.config.json'
}

function passphraseFile(): string {
  const file = join(house.cwd, 'passphrase')
  writeFileSync(file, 'planted-passphrase-of-some-length\n')
  return file
}

const paths = grammar().commands.map(({ path }) => path)

test('every command is tried here', () => {
  expect(Object.keys(ways).toSorted()).toEqual(paths.toSorted())
})

describe('with --json', () => {
  test.each(paths)('%s prints JSON and nothing else', async (path) => {
    const way = ways[path] ?? expect.fail('no way')
    const { status, stdout, stderr } = await way.run(['--json'])
    const warnings = /^(\{"warning":\{"message":"[^"]+"\}\}\n)*$/
    expect({ status, stderr: way.speaks ? '' : stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(warnings),
    })
    const lines = stdout.split('\n').slice(0, -1)
    expect(stdout).toBe(lines.map((line) => `${line}\n`).join(''))
    const documents = lines.map((line) => JSON.parse(line) as unknown)
    if (way.gives === 'lines') expect(documents.length).toBeGreaterThan(0)
    else expect(documents).toHaveLength(way.gives === 'nothing' ? 0 : 1)
    for (const document of documents) expect(Array.isArray(document)).toBe(way.gives === 'array')
  })

  test.each(paths)('%s tells an error in one document on stderr', async (path) => {
    const { status, stdout, stderr } = await run([...path.split(' '), '--nope=planted-flag', '--json'])
    expect({ status, stdout }).toEqual({ status: path === 'exec' ? 125 : 2, stdout: '' })
    expect(JSON.parse(stderr)).toEqual({
      error: {
        name: 'UsageError',
        code: 'usage',
        message: "Unknown option '--nope'.",
        hint: `oauth-tokens ${path.split(' ')[0]} --help`,
      },
    })
    expect(stderr).not.toContain('planted-flag')
  })
})

describe('secrets', () => {
  /** What nobody may read, but for what was asked for: tokens as they are, and were. */
  async function secrets(): Promise<string[]> {
    const { stdout, stderr } = await run(['export', '--plain'])
    const tokens = [...stdout.matchAll(/"(?:access|refresh)_?token":"([^"]+)"/gi)].map(
      ([, token = '']) => token,
    )
    expect(tokens, stderr).not.toEqual([])
    return tokens
  }

  const webhookSecret = `whsec_${Buffer.from('a secret that signs notifications').toString('base64')}`

  /** The same providers in a file, with everything in it that nobody should write there in clear. */
  function configure(): void {
    const { ZALO_OA_CLIENT_ID, ZALO_OA_CLIENT_SECRET, ZALO_OA_REDIRECT_URI, ZALO_OA_BASE_URL } = house.env
    const providers = [
      {
        adapter: 'zalo-oa',
        clientId: ZALO_OA_CLIENT_ID,
        clientSecret: [ZALO_OA_CLIENT_SECRET, 'planted-second-secret'],
        redirectUri: ZALO_OA_REDIRECT_URI,
        baseUrl: ZALO_OA_BASE_URL,
      },
      {
        adapter: 'zoho',
        clientId: demoZohoClient.clientId,
        clientSecret: demoZohoClient.clientSecret,
        redirectUri: demoZohoClient.redirectUris[0],
        scopes: ['AaaServer.profile.READ'],
        baseUrl: house.sandbox.zohoUrl,
      },
      {
        adapter: 'oauth2',
        id: 'acme',
        issuer: 'http://127.0.0.1:1',
        clientId: '1',
        privateKey: 'planted-key',
      },
    ]
    const notify = { url: 'http://127.0.0.1:1/?key=planted-address', secret: webhookSecret }
    writeFileSync(join(house.cwd, 'oauth-tokens.config.json'), JSON.stringify({ providers, notify }))
  }

  test.each(paths)('are in nothing that %s says with --verbose', async (path) => {
    await importAnother()
    configure()
    const way = ways[path] ?? expect.fail('no way')
    const before = await secrets()
    const { stdout, stderr } = await way.run(['--verbose'])
    const asked = ['token', 'export', 'keys generate', 'sandbox'].includes(path) ? '' : stdout
    const said = asked + stderr
    const { ZALO_OA_CLIENT_SECRET = '', OAUTH_TOKENS_KEY = '' } = house.env
    for (const secret of [...before, ZALO_OA_CLIENT_SECRET, demoZohoClient.clientSecret, OAUTH_TOKENS_KEY])
      expect(said).not.toContain(secret)
    expect(said).not.toMatch(/planted-/)
    const left = (await run(['list', '--json'])).stdout
    if (left !== '[]\n') for (const token of await secrets()) expect(said).not.toContain(token)
  })

  const store = 'redis://user:planted-password@127.0.0.1:1/0'
  const stored = paths.filter(
    (path) =>
      !['login', 'init', 'sandbox', 'watch', 'completion', 'keys generate'].includes(path) &&
      !path.startsWith('providers'),
  )
  test.each(stored)('of the store are in nothing that %s says when it is away', async (path) => {
    const env = {
      ...house.env,
      OAUTH_TOKENS_STORE: store,
      ZOHO_CLIENT_ID: '1',
      ZOHO_CLIENT_SECRET: 'planted-z',
    }
    const argv: Record<string, string[]> = {
      url: ['zalo-oa'],
      callback: ['http://127.0.0.1:1/callback?code=1&state=2'],
      exec: [id, '--', 'true'],
      revoke: ['zoho:1'],
      request: [id, house.sandbox.zaloUrl],
      export: ['--plain'],
    }
    const takesConnection = ['token', 'refresh', 'show', 'explain', 'forget'].includes(path)
    const rest = argv[path] ?? (takesConnection ? [id] : [])
    const { status, stdout, stderr } = await runCommand([...path.split(' '), '--verbose', ...rest], {
      ...house,
      env,
      stdin: another,
    })
    expect(status).toBe(path === 'exec' ? 125 : 7)
    expect(stdout + stderr).not.toMatch(/planted/)
    expect(stderr).toMatch(/127\.0\.0\.1:1|store/i)
  })
})
