import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Config } from '../src/config/config.ts'
import { runCommand, temporaryFolder } from './support/run-command.ts'

let cwd: string
beforeEach(() => {
  cwd = temporaryFolder()
})

function put(name: string, content: unknown): void {
  const path = join(cwd, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
}

const configured = (...providers: object[]) => put('oauth-tokens.config.json', { providers })
const run = (...argv: string[]) => runCommand(argv, { cwd, env: { APP_SECRET: 'planted-secret-of-the-app' } })

/** The error that a command ends with. */
async function failure(...argv: string[]): Promise<{ status: number; code: string; message: string }> {
  const { status, stderr } = await run(...argv, '--json')
  const { code, message } = JSON.parse(stderr).error
  return { status, code, message }
}

/** What the library would make, in a few lines. */
const adapter = `({
  adapter: 'mine', refreshTokens: 'reusable', newAccessTokenRevokesOld: false, scopes: [], resourceHosts: [],
  configuration: 'x', ...options, header: () => ({}), authorizationUrl() {}, readCallback() {}, exchange() {}, refresh() {},
})`
const mine = { id: 'mine', adapter: './mine.mjs', clientId: 'the-app', clientSecret: { env: 'APP_SECRET' } }

describe('a module that makes an adapter', () => {
  it.each([
    [
      'the only function that is exported',
      'mine.mjs',
      `export const name = 'x'\nexport const mine = (options) => ${adapter}`,
    ],
    [
      'the default export among several',
      'mine.mjs',
      `export function other() {}\nexport default (options) => ${adapter}`,
    ],
    ['what CommonJS exports', 'mine.cjs', `exports.mine = (options) => ${adapter}`],
    ['a whole CommonJS module', 'mine.cjs', `module.exports = (options) => ${adapter}`],
    [
      'TypeScript',
      'mine.ts',
      `type Options = { id: string }\nexport const mine = (options: Options) => ${adapter}`,
    ],
  ])('by %s', async (_, name, text) => {
    put(name, text)
    configured({ ...mine, adapter: `./${name}` })
    const { status, stdout, stderr } = await run('providers', '--json')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual([
      { id: 'mine', adapter: 'mine', clientId: 'the-app', scopes: [], hosts: [] },
    ])
  })

  it('gets all other options, looked up, and is found from the configuration', async () => {
    put(
      'deep/mine.mjs',
      `export const mine = (options) => { throw new Error(Object.keys(options).sort().join()) }`,
    )
    put('deep/conf.json', {
      providers: [{ ...mine, tenant: 'acme', deep: { secret: { env: 'APP_SECRET' } } }],
    })
    expect(await failure('providers', '--config', 'deep/conf.json')).toMatchObject({
      status: 2,
      code: 'adapter_failed',
      message: expect.stringContaining('(Error: clientId,clientSecret,deep,id,tenant)'),
    })
  })

  it.each([
    ['is not there', undefined, 'adapter_not_found', /There is no adapter .*mine\.mjs: expected a module/],
    [
      'throws',
      "throw new Error('no wonder')",
      'adapter_failed',
      /mine\.mjs cannot be loaded \(Error: no wonder\)\. Mend it/,
    ],
    ['throws something else', 'throw 7', 'adapter_failed', /cannot be loaded \(7\)/],
    ['is no JavaScript', 'export const = 1', 'adapter_failed', /cannot be loaded/],
    [
      'imports what is not installed',
      "import 'oauth-tokens-nowhere'",
      'adapter_failed',
      /npm install oauth-tokens-nowhere/,
    ],
    [
      'exports no function',
      'export const a = 1',
      'invalid_adapter',
      /exports no function: expected one such as "export const/,
    ],
    [
      'exports several functions',
      'export const a = () => 1\nexport const b = () => 1',
      'invalid_adapter',
      /several functions \(a, b\): make the one/,
    ],
    [
      'makes nothing',
      'export const a = () => {}',
      'invalid_adapter',
      /"mine" \(\.\/mine\.mjs\): its function returns no adapter/,
    ],
    ['promises', 'export const a = async () => ({})', 'invalid_adapter', /returns a promise/],
    [
      'forgets the id',
      "export const a = () => ({ id: 'other' })",
      'invalid_adapter',
      /has the id "other": pass options\.id on/,
    ],
    [
      'makes half an adapter',
      "export const a = ({ id }) => ({ id, adapter: 'a', refresh() {} })",
      'invalid_adapter',
      /lacks header, authorizationUrl, readCallback, exchange, clientId, configuration, scopes, resourceHosts, refreshTokens/,
    ],
    [
      'throws with its secret in the message',
      'export const a = (options) => { throw new Error("bad " + options.clientSecret) }',
      'adapter_failed',
      /its function throws \(Error: bad …\)/,
    ],
  ])('that %s is told as such', async (_, text, code, message) => {
    if (text !== undefined) put('mine.mjs', text)
    configured(mine)
    const failed = await failure('url', 'mine')
    expect(failed).toEqual({ status: 2, code, message: expect.stringMatching(message) })
    expect(failed.message).not.toContain('planted')
    // One broken adapter costs nothing else.
    expect((await run('list', '--json')).stdout).toBe('[]\n')
    const vietnamese = await run('url', 'mine', '--lang', 'vi')
    expect(vietnamese.stderr).toMatch(/Không|không|dapter|hàm/)
  })

  it('checks its options by its own schema, whoever made that', async () => {
    put(
      'mine.mjs',
      `export const mine = (options) => { throw new Error(JSON.stringify(options)) }
export const optionsSchema = { '~standard': { version: 1, vendor: 'x', validate: (value) => value.tenant
  ? { value: { tenant: value.tenant.toUpperCase() } }
  : { issues: [{ message: 'expected a name, not ' + value.clientSecret, path: ['tenant', { key: 'name' }] }] } } }`,
    )
    configured(mine)
    expect(await failure('providers')).toEqual({
      status: 2,
      code: 'invalid_option',
      message: 'Provider "mine" (./mine.mjs): providers[0].tenant.name: expected a name, not ….',
    })
    configured({ ...mine, tenant: 'acme-house' })
    expect((await failure('providers')).message).toContain('{"tenant":"ACME-HOUSE","id":"mine"}')
    put(
      'late.mjs',
      `export const a = () => 1\nexport const optionsSchema = { '~standard': { validate: async () => ({}) } }`,
    )
    configured({ ...mine, adapter: './late.mjs' })
    expect((await failure('providers')).message).toMatch(/optionsSchema answers with a promise/)
  })

  it('does not stand in the way of other providers', async () => {
    put('mine.mjs', 'throw new Error("broken")')
    const zalo = { adapter: 'zalo-oa', clientId: '1', clientSecret: 's' }
    configured(mine, zalo, { ...mine, id: 'another' })
    const { status, stdout, stderr } = await run('providers', '--json')
    expect(status).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject([{ id: 'zalo-oa' }])
    expect(stderr.match(/broken/g)).toHaveLength(2)
    expect((await run('providers', 'list', '--ids')).stdout).toBe('mine\nzalo-oa\nanother\n')
    expect(JSON.parse((await run('providers', '--ids', '--json')).stdout)).toEqual([
      { id: 'mine' },
      { id: 'zalo-oa' },
      { id: 'another' },
    ])
    const { findings } = JSON.parse((await run('doctor', '--json')).stdout)
    expect(findings).toContainEqual(
      expect.objectContaining({
        provider: 'mine',
        level: 'failed',
        detail: expect.stringContaining('broken'),
      }),
    )
  })
})

describe('a package', () => {
  it('is found where the configuration lies, or above', async () => {
    put('node_modules/oauth-tokens-acme/package.json', {
      name: 'oauth-tokens-acme',
      type: 'module',
      main: 'a.js',
    })
    put('node_modules/oauth-tokens-acme/a.js', `export const a = (options) => ${adapter}`)
    put('app/oauth-tokens.config.json', { providers: [{ ...mine, adapter: 'oauth-tokens-acme' }] })
    const { stdout } = await run('providers', '--json', '--config', 'app/oauth-tokens.config.json')
    expect(JSON.parse(stdout)).toMatchObject([{ id: 'mine' }])
  })

  it('that is not installed is told with the line that installs it', async () => {
    configured({ ...mine, adapter: '@acme/oauth-tokens-provider' })
    expect(await failure('providers')).toEqual({
      status: 2,
      code: 'adapter_not_found',
      message: `The package @acme/oauth-tokens-provider is not installed in ${cwd}. Install it there: npm install @acme/oauth-tokens-provider`,
    })
    expect((await run('list')).status).toBe(0)
  })
})

/** It compiles: `defineConfig` takes what the command takes. */
const typed: Config = {
  providers: [
    { id: 'mine', adapter: './mine.mjs', clientId: '1', tenant: 'acme' },
    { id: 'bought', adapter: '@acme/oauth-tokens-provider' },
    { adapter: 'zoho', clientId: '1', clientSecret: { env: 'S' } },
    {
      id: 'acme',
      clientId: { env: 'ID' },
      adapter: {
        endpoints: { token: 'https://id.acme.example/token' },
        clientAuth: { headers: { 'x-secret': '{clientSecret}' } },
        fields: { accessToken: ['data.token', 'token'], unit: 'milliseconds' },
        errors: { deadGrant: ['1', 2] },
      },
    },
  ],
}

describe('what a configuration may say of an adapter', () => {
  const endpoints = { token: 'https://id.acme.example/token' }
  const declared = { id: 'acme', clientId: '1', adapter: { endpoints } }

  it.each([
    [
      'a misspelled built-in one',
      { adapter: 'zalo-ao' },
      /adapter: expected one of "zalo-oa".*or your own by "\.\/my-provider\.mjs".*did you mean "zalo-oa"/,
    ],
    [
      'a module without an id',
      { adapter: './mine.mjs' },
      /providers\[0\]\.id: expected a name for this provider/,
    ],
    ['a module with a bad id', { adapter: './mine.mjs', id: 'A' }, /id: expected a small letter/],
    ['a declaration without an id', { ...declared, id: undefined }, /id: expected a name/],
    [
      'a misspelled part',
      { ...declared, adapter: { endpoints, feilds: {} } },
      /adapter\.feilds: unknown key \(did you mean "fields"\?\)/,
    ],
    [
      'a misspelled part of a part',
      { ...declared, adapter: { endpoints: { ...endpoints, authorisation: 'x' } } },
      /adapter\.endpoints\.authorisation: unknown key \(did you mean "authorization"\?\)/,
    ],
    [
      'a misspelled error',
      { ...declared, adapter: { endpoints, errors: { deadGrants: [] } } },
      /did you mean "deadGrant"/,
    ],
    [
      'no token endpoint',
      { ...declared, adapter: { endpoints: {} } },
      /adapter\.endpoints\.token: expected an address/,
    ],
    [
      'another client authentication',
      { ...declared, adapter: { endpoints, clientAuth: 'digest' } },
      /clientAuth: expected "basic", "post", "none", or/,
    ],
    [
      'another unit',
      { ...declared, adapter: { endpoints, fields: { unit: 'hours' } } },
      /unit: expected one of "seconds", "minutes"/,
    ],
    [
      'an option that is none',
      { ...declared, tenant: 'x' },
      /providers\[0\]\.tenant: unknown key; known are adapter, id, clientId/,
    ],
    ['a list', { adapter: ['zoho'] }, /adapter: expected one of/],
  ])('%s is named', async (_, provider, message) => {
    configured(provider)
    expect(await failure('list')).toEqual({
      status: 2,
      code: 'invalid_config',
      message: expect.stringMatching(message),
    })
  })

  it('is the same for its types and for the command', async () => {
    put('oauth-tokens.config.json', typed)
    expect((await run('providers', 'list', '--ids')).stdout).toBe('mine\nbought\nzoho\nacme\n')
  })

  it('a declared provider without what a login needs is told what', async () => {
    configured({
      ...declared,
      adapter: { endpoints: { ...endpoints, authorization: 'https://id.acme.example/a' } },
    })
    expect(await failure('url', 'acme')).toMatchObject({
      status: 2,
      message: expect.stringContaining('option redirectUri is missing'),
    })
    configured({ ...declared, clientId: undefined })
    expect(await failure('url', 'acme')).toMatchObject({
      status: 2,
      message: expect.stringContaining('option clientId is missing'),
    })
    configured({ ...declared, adapter: { endpoints, codesFrom: 'Ask the robot.' } })
    expect(await failure('url', 'acme')).toMatchObject({
      status: 2,
      message: expect.stringContaining('Ask the robot.'),
    })
  })
})

describe('providers test', () => {
  const endpoints = { authorization: 'https://id.acme.example/a', token: 'https://id.acme.example/token' }

  it('says each check, and ends well, for a declared provider without recordings', async () => {
    configured({
      id: 'acme',
      clientId: '1',
      adapter: {
        endpoints: { ...endpoints, userInfo: 'https://id.acme.example/me' },
        fields: {
          accessToken: 'data.jwt',
          refreshToken: 'data.again',
          expiresIn: 'data.ttl',
          error: 'err',
          unit: 'instant',
        },
        errors: {
          success: ['fine'],
          deadGrant: [41],
          slowDown: ['busy'],
          wrongSecret: ['who'],
          unclear: ['hm'],
        },
        account: { field: 'data.uid' },
        clientCredentials: true,
      },
    })
    const { status, stdout, stderr } = await run('providers', 'test', 'acme')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^ok {7}refreshing: reads the error 41$/m)
    expect(stdout).toMatch(/^ok {7}learns whose token it is from user info as declared$/m)
    expect(stdout.split('\n').filter((line) => !line.startsWith('ok '))).toEqual([''])
  })

  it('ends with status 1 where a check fails, and says what was expected', async () => {
    configured({ id: 'acme', clientId: '1', adapter: { endpoints } })
    const answer = { body: { access_token: 'a-token', expires_in: 60 } }
    const outcome = { kind: 'issued', grant: { accessToken: 'a-token', expiresIn: 61 } }
    put('said.json', { exchange: [{ title: 'what it said', answer, outcome }] })
    const { status, stdout, stderr } = await run('providers', 'test', 'acme', '--recordings', 'said.json')
    expect(status).toBe(1)
    expect(stdout).toMatch(
      /^failed {3}exchanging a code: reads what it said: expected at least .*expiresIn: 61.*; it is/m,
    )
    expect(stderr).toMatch(/^1 of \d+ checks failed for declared\.$/m)
    const json = await run('providers', 'test', 'acme', '--recordings', 'said.json', '--json')
    expect(json).toMatchObject({ status: 1, stderr: '' })
    const report = JSON.parse(json.stdout)
    expect(report).toMatchObject({
      ok: false,
      provider: 'acme',
      adapter: 'declared',
      recordings: join(cwd, 'said.json'),
    })
    expect(report.checks.filter(({ ok }: { ok: boolean }) => !ok)).toHaveLength(1)
  })

  it.each([
    ['a built-in adapter', ['zalo-oa'], 2, /built-in adapter zalo-oa/],
    ['nobody', ['nobody'], 3, /No provider "nobody"/],
    ['a file that is not there', ['./none.mjs'], 2, /There is no adapter/],
    ['recordings that are not there', ['acme', '--recordings', 'none.json'], 2, /--recordings names it/],
    ['recordings of nothing', ['acme', '--recordings', 'empty.json'], 2, /no recordings: of exchange/],
    [
      'wrong recordings',
      ['acme', '--recordings', 'wrong.json'],
      2,
      /refersh: unknown key \(did you mean "refresh"\?\)/,
    ],
  ])('refuses %s', async (_, argv, status, message) => {
    configured(
      { adapter: 'zalo-oa', clientId: '1', clientSecret: 's' },
      { id: 'acme', clientId: '1', adapter: { endpoints } },
    )
    put('empty.json', {})
    put('wrong.json', { refersh: [] })
    const failed = await failure('providers', 'test', ...argv)
    expect(failed).toMatchObject({ status, message: expect.stringMatching(message) })
  })

  it('calls nobody but this machine: an adapter that ignores baseUrl is not run', async () => {
    put(
      'mine.mjs',
      `import { writeFileSync } from 'node:fs'
export const mine = (options) => ({ ...${adapter}, origin: 'https://id.acme.example', refresh() { writeFileSync('called', '') } })`,
    )
    const failed = await failure('providers', 'test', './mine.mjs')
    expect(failed).toMatchObject({
      status: 2,
      code: 'invalid_adapter',
      message: expect.stringMatching(/baseUrl/),
    })
    expect(existsSync(join(cwd, 'called'))).toBe(false)
  })
})
