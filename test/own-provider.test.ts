import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { consent, firstOa, openHouse, type SandboxHouse } from '../packages/cli/test/support/sandbox-house.ts'
import { spawnCommand } from '../packages/cli/test/support/spawn-command.ts'
import { generateKey } from '../packages/core/src/index.ts'
import { basic, redirectUri } from '../packages/provider-oauth2/test/support/apps.ts'
import { Browser } from '../packages/provider-oauth2/test/support/browser.ts'
import { type Server, startServer } from '../packages/provider-oauth2/test/support/server.ts'
import { blocksOf } from './support/documents.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'oauth-tokens-own-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folder: string
let env: Record<string, string>
beforeEach(() => {
  folder = mkdtempSync(join(root, 'app-'))
  env = { OAUTH_TOKENS_STORE: 'file:./store', OAUTH_TOKENS_KEY: generateKey(), APP_SECRET: 'unset' }
})

function put(name: string, content: unknown): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const configured = (...providers: object[]) => put('oauth-tokens.config.json', { providers })

/** The library as somebody installs it beside their own module: another copy than the one in the command. */
function installLibrary(): void {
  for (const name of ['core', 'provider-oauth2']) {
    const source = join(repository, 'packages', name)
    const target = join(folder, 'node_modules/@oauth-tokens', name)
    cpSync(join(source, 'dist'), join(target, 'dist'), { recursive: true })
    cpSync(join(source, 'package.json'), join(target, 'package.json'))
    const { dependencies } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
    for (const dependency of Object.keys(dependencies).filter((one) => !one.startsWith('@oauth-tokens/'))) {
      const link = join(folder, 'node_modules', dependency)
      rmSync(link, { force: true })
      symlinkSync(join(repository, 'node_modules', dependency), link)
    }
  }
}

const run = (argv: string[], stdin = '') => {
  const command = spawnCommand(argv, { cwd: folder, env })
  command.child.stdin.end(stdin)
  return command.finished
}

/** A command that succeeds, and what it printed. */
async function printed(argv: string[], stdin = ''): Promise<string> {
  const { status, stdout, stderr } = await run(argv, stdin)
  expect({ argv, status, stderr: status === 0 ? '' : stderr }).toEqual({ argv, status: 0, stderr: '' })
  return stdout.trim()
}

/** What every connection must do. */
async function works(connection: string): Promise<void> {
  const first = await printed(['token', connection])
  expect(await printed(['token', connection])).toBe(first)
  expect(await printed(['refresh', connection])).toBe(connection)
  expect(await printed(['token', connection])).not.toBe(first)
}

/** Whatever copy of the library judges it: a dead grant asks for a login, in the provider's own word. */
async function refusesDeadGrants(provider: string, code = 'invalid_grant'): Promise<void> {
  const dead = { provider, account: '77', refresh_token: 'planted-dead-refresh-token' }
  await printed(['import'], JSON.stringify(dead))
  const { status, stdout, stderr } = await run(['token', `${provider}:77`, '--json'])
  expect({ status, stdout }).toEqual({ status: 4, stdout: '' })
  expect(JSON.parse(stderr).error).toMatchObject({
    code,
    provider,
    message: expect.stringContaining(`oauth-tokens login ${provider} --account 77`),
  })
  expect(stderr).not.toContain('planted')
}

describe('a module of the user, against a real standard server', () => {
  let server: Server
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  const source = (type = '') => `
import { defineOAuthProvider, ConfigurationError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
export function acme(options${type}) {
  if (!options.server) {
    throw new ConfigurationError(phrase\`Provider \${options.id}: option server is missing.\`, { code: 'invalid_option' })
  }
  return defineOAuthProvider({
    adapter: 'acme',
    options,
    endpoints: {
      authorization: options.server + '/auth',
      token: options.server + '/token',
      userInfo: options.server + '/me',
    },
    resourceHosts: [],
    clientAuth: 'client_secret_basic',
    refreshTokens: 'single-use',
    newAccessTokenRevokesOld: false,
    pkce: 'S256',
    authorizationParameters: (standard) => ({ ...standard, prompt: 'consent' }),
    identify: ({ status, json }) =>
      status === 200
        ? { kind: 'identified', account: json.sub }
        : { kind: status === 401 ? 'token-refused' : 'unavailable', code: 'http_' + status },
  })
}
`
  const acme = (adapter: unknown) => ({
    id: 'acme',
    adapter,
    server: server.issuer,
    clientId: basic.clientId,
    clientSecret: { env: 'APP_SECRET' },
    redirectUri,
    scopes: ['openid', 'offline_access'],
  })
  const logIn = async () =>
    printed(['callback', await new Browser('user-1').consent(await printed(['url', 'acme']), redirectUri)])

  it.each([
    ['a file', './adapters/acme.mjs', 'adapters/acme.mjs', source()],
    [
      'a TypeScript file',
      './acme.ts',
      'acme.ts',
      source(': { id: string; server: string; clientId: string }'),
    ],
    [
      'a package',
      '@acme/oauth-tokens-provider',
      'node_modules/@acme/oauth-tokens-provider/index.js',
      source(),
    ],
  ])('from %s: login, token, refresh, a dead grant', async (_, adapter, path, text) => {
    installLibrary()
    put(path, text)
    // Only for `import`, as packages of today are.
    put('node_modules/@acme/oauth-tokens-provider/package.json', {
      name: '@acme/oauth-tokens-provider',
      type: 'module',
      exports: { '.': { import: './index.js' } },
    })
    env.APP_SECRET = basic.clientSecret
    configured(acme(adapter))
    expect(await logIn()).toBe('acme:user-1')
    await works('acme:user-1')
    await refusesDeadGrants('acme')
    expect(JSON.parse(await printed(['providers', '--json']))).toMatchObject([
      { id: 'acme', adapter: 'acme' },
    ])
  })

  it('keeps what errors of its own copy of the library say', async () => {
    installLibrary()
    put('acme.mjs', source())
    env.APP_SECRET = basic.clientSecret
    const { server: _, ...without } = acme('./acme.mjs')
    configured(without)
    const missing = await run(['url', 'acme', '--json'])
    expect({ status: missing.status, ...JSON.parse(missing.stderr).error }).toMatchObject({
      status: 2,
      code: 'invalid_option',
      message: 'Provider acme: option server is missing.',
    })
    // The account cannot be asked for: thrown inside the login, by classes that are not the command's.
    configured(acme('./acme.mjs'))
    put('acme.mjs', source().replace("'/me'", "'/token/introspection'"))
    const back = await new Browser('user-1').consent(await printed(['url', 'acme']), redirectUri)
    const unasked = await run(['callback', back, '--json'])
    expect({ status: unasked.status, ...JSON.parse(unasked.stderr).error }).toMatchObject({
      status: 6,
      code: 'identity_unavailable',
    })
    const wrongSecret = { ...acme('./acme.mjs'), clientSecret: 'planted-wrong-secret' }
    put('acme.mjs', source())
    configured(wrongSecret)
    await printed(['import'], '{"provider":"acme","account":"1","refresh_token":"r-1"}')
    const refused = await run(['token', 'acme:1', '--json'])
    expect({ status: refused.status, ...JSON.parse(refused.stderr).error }).toMatchObject({
      status: 2,
      code: 'invalid_client',
    })
    expect(refused.stderr).not.toContain('planted')
  })

  it('is tested by the command, with recordings beside it', async () => {
    installLibrary()
    put('acme.mjs', source())
    const answer = { access_token: 'acme-access-token', refresh_token: 'acme-refresh-token', expires_in: 60 }
    const issued = { kind: 'issued', grant: { accessToken: 'acme-access-token', expiresIn: 60 } }
    const good = { title: 'what it said', answer: { body: answer }, outcome: issued }
    const gone = {
      title: 'it is gone',
      answer: { status: 400, body: { error: 'gone' } },
      outcome: { kind: 'refused' },
    }
    const recordings = {
      options: { server: 'https://id.acme.example' },
      exchange: [good],
      refresh: [good, gone],
    }
    put('acme.recordings.json', recordings)
    // Nobody told the adapter what that error means.
    const { status, stdout } = await run(['providers', 'test', './acme.mjs', '--json'])
    const { checks } = JSON.parse(stdout)
    const failed = checks.filter(({ ok }: { ok: boolean }) => !ok)
    expect({ status, failed }).toEqual({
      status: 1,
      failed: [
        {
          title: 'refreshing: reads it is gone',
          ok: false,
          detail: expect.stringContaining("kind: 'unknown'"),
        },
      ],
    })
    put(
      'acme.mjs',
      source().replace(
        "pkce: 'S256',",
        "pkce: 'S256', errors: (code) => code === 'gone' ? { kind: 'grant' } : undefined,",
      ),
    )
    expect(await printed(['providers', 'test', 'acme.mjs'])).toMatch(/^ok {7}refreshing: reads it is gone$/m)
  })

  it('is not loaded by a command that needs no adapter', async () => {
    configured({ ...acme('./acme.mjs'), clientSecret: 's' })
    put(
      'acme.mjs',
      "import { writeFileSync } from 'node:fs'\nwriteFileSync('loaded', '')\nthrow new Error('no')\n",
    )
    for (const argv of [['list'], ['keys', 'list'], ['providers', 'list', '--ids'], ['completion', 'bash']]) {
      await printed(argv)
      expect(() => readFileSync(join(folder, 'loaded'))).toThrow()
    }
    expect((await run(['providers'])).status).toBe(2)
    expect(readFileSync(join(folder, 'loaded'), 'utf8')).toBe('')
  })

  it('a declaration does the same without code', async () => {
    env.APP_SECRET = basic.clientSecret
    const { server: issuer, ...provider } = acme({
      endpoints: {
        authorization: `${server.issuer}/auth`,
        token: `${server.issuer}/token`,
        userInfo: `${server.issuer}/me`,
        revocation: `${server.issuer}/token/revocation`,
      },
      authorizationRequest: { add: { prompt: 'consent' } },
      clientCredentials: true,
    })
    configured(provider)
    expect(await logIn()).toBe('acme:user-1')
    await works('acme:user-1')
    await refusesDeadGrants('acme')
    const last = await printed(['token', 'acme:user-1'])
    await printed(['revoke', 'acme:user-1'])
    expect(await server.isActive(last)).toBe(false)
    expect(issuer).toBe(server.issuer)
  })
})

describe('a declaration of Zalo OA, against the sandbox', () => {
  let house: SandboxHouse
  beforeEach(async () => {
    house = await openHouse()
  })
  afterEach(() => house.close())

  const zalo = {
    endpoints: {
      authorization: 'https://oauth.zaloapp.com/v4/oa/permission',
      token: 'https://oauth.zaloapp.com/v4/oa/access_token',
      userInfo: 'https://openapi.zalo.me/v2.0/oa/getoa',
    },
    clientAuth: { headers: { secret_key: '{clientSecret}' }, body: { app_id: '{clientId}' } },
    scopes: false,
    authorizationRequest: {
      names: { client_id: 'app_id' },
      omit: ['response_type', 'scope', 'code_challenge_method'],
    },
    tokenRequest: { omit: ['redirect_uri'] },
    fields: { errorDescription: ['error_name', 'message'] },
    errors: { deadGrant: [-14005, -14014], wrongSecret: [-14004], slowDown: [-32], deadToken: [-216] },
    account: { field: ['data.oa_id', 'data.oaid'], label: 'data.name' },
    header: { name: 'access_token' },
    newAccessTokenRevokesOld: true,
    accessTokenLifetime: 90_000,
  }

  it('logs in, gives tokens, refreshes, calls, and knows a dead grant under HTTP 200', async () => {
    const { ZALO_OA_CLIENT_ID: clientId, ZALO_OA_CLIENT_SECRET: APP_SECRET = '', ...more } = house.env
    Object.assign(env, { APP_SECRET })
    const provider = {
      id: 'shop',
      adapter: zalo,
      clientId,
      clientSecret: { env: 'APP_SECRET' },
      redirectUri: more.ZALO_OA_REDIRECT_URI,
      baseUrl: house.sandbox.zaloUrl,
    }
    configured(provider)
    const connection = await printed(['callback', await consent(await printed(['url', 'shop']))])
    expect(connection).toBe(`shop:${firstOa}`)
    await works(connection)
    const answer = await printed(['request', connection, `${house.sandbox.zaloUrl}/v2.0/oa/getoa`])
    expect(JSON.parse(answer).data.oa_id).toBe(firstOa)
    await refusesDeadGrants('shop', '-14014')
    expect(await printed(['providers', 'test', 'shop'])).not.toMatch(/^failed/m)
  })
})

describe('the page about providers of your own', () => {
  it('shows a module and recordings that pass the suite', async () => {
    installLibrary()
    const [module] = blocksOf('docs/own-provider.md', 'js')
    const [recordings] = blocksOf('docs/own-provider.md', 'jsonc')
    put('my-provider.mjs', module?.code ?? '')
    put('my-provider.recordings.json', recordings?.code ?? '')
    const report = JSON.parse(await printed(['providers', 'test', './my-provider.mjs', '--json']))
    expect(report).toMatchObject({ ok: true, recordings: join(folder, 'my-provider.recordings.json') })
    const [declared] = blocksOf('docs/own-provider.md', 'json')
    put('oauth-tokens.config.json', declared?.code ?? '')
    expect(JSON.parse(await printed(['providers', 'test', 'acme', '--json']))).toMatchObject({ ok: true })
  })
})
