import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { runCommand, start, temporaryFolder } from './support/run-command.ts'
import { consent, freePort } from './support/sandbox-house.ts'
import { binary } from './support/spawn-command.ts'

const secret = 'planted secret # with "marks"'

function house(files: Record<string, string> = {}) {
  const cwd = temporaryFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  const read = (name: string) => readFileSync(join(cwd, name), 'utf8')
  return {
    cwd,
    read,
    dotenv: () => parseEnv(read('.env')),
    names: () => readdirSync(cwd).sort(),
    run: (argv: string[], more: { stdin?: string; env?: Record<string, string> } = {}) =>
      runCommand(argv, { cwd, ...more }),
    /** As another process sees them: this one has the old file's module in memory. */
    async providers() {
      const copy = temporaryFolder()
      cpSync(cwd, copy, { recursive: true })
      const { stdout } = await runCommand(['providers', '--json'], { cwd: copy })
      return (JSON.parse(stdout) as { id: string }[]).map(({ id }) => id)
    },
  }
}

const zoho = ['init', '--provider', 'zoho', '--set', 'clientId=1000.A']
const zohoSecret = { env: { ZOHO_CLIENT_SECRET: secret } }

describe('init off a terminal', () => {
  test('writes a configuration that explains itself, a .env for this user only, and a key', async () => {
    const { run, read, dotenv, names, cwd } = house()
    const { status, stdout, stderr } = await run([...zoho, '--set', 'scopes=A.b C.d'], zohoSecret)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toBe('written: .env\nwritten: oauth-tokens.config.mjs\n')
    expect(names()).toEqual(['.env', 'oauth-tokens.config.mjs'])
    for (const name of names()) expect(statSync(join(cwd, name)).mode & 0o777).toBe(0o600)
    expect(dotenv()).toEqual({
      ZOHO_CLIENT_SECRET: secret,
      OAUTH_TOKENS_KEY: expect.stringMatching(/^[\w-]{43}$/),
    })
    const config = read('oauth-tokens.config.mjs')
    expect(config).not.toContain('planted')
    expect(config).toMatch(/\/\/ https:\/\/api-console\.zoho\.com/)
    const { default: exported } = await import(join(cwd, 'oauth-tokens.config.mjs'))
    expect(exported).toEqual({
      store: 'file:./.oauth-tokens',
      providers: [
        {
          adapter: 'zoho',
          id: 'zoho',
          dataCenter: 'us',
          clientId: '1000.A',
          clientSecret: { env: 'ZOHO_CLIENT_SECRET' },
          redirectUri: 'http://127.0.0.1:8910/callback',
          scopes: ['A.b', 'C.d'],
        },
      ],
    })
    expect(await run(['list', '--json'])).toMatchObject({ status: 0, stdout: '[]\n' })
  })

  test('from the sandbox to a token, with a doctor that is content in between', async () => {
    const port = String(await freePort())
    const { run, cwd } = house()
    const made = await run(['init', '--provider', 'sandbox', '--set', `port=${port}`, '--json'])
    expect(made.status).toBe(0)
    expect(JSON.parse(made.stdout)).toEqual({
      files: ['.env', 'oauth-tokens.config.mjs'].map((name) => ({
        path: join(cwd, name),
        change: 'created',
      })),
      providers: ['zalo-oa', 'zoho'].map((adapter) => ({ id: adapter, adapter })),
      key: 'env',
      next: [`oauth-tokens sandbox --port ${port}`, 'oauth-tokens login zalo-oa', 'oauth-tokens doctor'],
    })
    const sandbox = start(['sandbox', '--port', port], { cwd })
    await sandbox.wrote(/ZALO_OA_CLIENT_ID/)
    try {
      const { stdout } = await run(['doctor', '--json'])
      const { findings } = JSON.parse(stdout) as { findings: { area: string; level: string }[] }
      const failed = findings.filter(({ area, level }) => area === 'provider' && level === 'failed')
      expect(failed).toEqual([])
      const link = (await run(['url', 'zalo-oa'])).stdout.trim()
      const id = (await run(['callback', await consent(link)])).stdout.trim()
      expect(id).toMatch(/^zalo-oa:\d+$/)
      expect((await run(['token', id])).stdout).toMatch(/^\S{20,}\n$/)
    } finally {
      sandbox.send('SIGTERM')
      expect((await sandbox.finished).stderr).toBe('')
    }
  })

  test('takes every answer from variables, as where they alone define a provider', async () => {
    const { run, read } = house({ '.env': 'ZALO_OA_CLIENT_SECRET=s' })
    const env = { ZALO_OA_CLIENT_ID: '12', ZALO_OA_BASE_URL: 'http://127.0.0.1:9/zalo' }
    expect(await run(['init', '--provider', 'zalo-oa'], { env })).toMatchObject({ status: 0 })
    expect(read('oauth-tokens.config.mjs')).toMatch(/clientId: '12',\n.*\n.*\n +baseUrl: 'http:\/\/127/)
  })

  test('reads secrets from stdin, and refuses them in argv without repeating them', async () => {
    const { run, dotenv, names } = house()
    const refused = await run([...zoho, '--set', `clientSecret=${secret}`])
    expect(refused).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('zoho.clientSecret'),
    })
    expect(refused.stderr).not.toContain('planted')
    expect(names()).toEqual([])
    const stdin = `ZOHO_CLIENT_SECRET='${secret}'\n`
    expect(await run([...zoho, '--secrets', '-'], { stdin })).toMatchObject({ status: 0 })
    expect(dotenv().ZOHO_CLIENT_SECRET).toBe(secret)
  })

  test('names all missing answers at once, with the flag or variable for each, and writes nothing', async () => {
    const { run, names } = house()
    const { status, stderr } = await run(['init', '--provider', 'zoho', 'oauth2'])
    expect(status).toBe(2)
    for (const wanted of [
      '--set zoho.clientId=… or ZOHO_CLIENT_ID',
      'ZOHO_CLIENT_SECRET (in the environment',
      '--set oauth2.id=NAME',
      '--set oauth2.issuer=…',
    ]) {
      expect(stderr).toContain(wanted)
    }
    expect((await run(['init'])).stderr).toMatch(/choose with --provider, one or more of zalo-oa, .*sandbox/)
    expect(names()).toEqual([])
  })

  test.each([
    ['--set clientId', /--set takes OPTION=VALUE/],
    ['--set zalo.clientId=1', /--set takes OPTION=VALUE/],
    ['--set colour=red', /zoho has no such option/],
    ['--set redirectUri=ftp://x', /redirectUri: Expected an address/],
    ['--set dataCenter=moon', /dataCenter/],
    ['--config own.json', /written with comments, as \.mjs or \.ts/],
    ['--store redis://localhost:1 --key file', /--key file is for a store on this machine only/],
  ])('refuses %s, and writes nothing', async (flags, message) => {
    const { run, names } = house()
    const { status, stderr } = await run([...zoho, ...flags.split(' ')], zohoSecret)
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(message) })
    expect(names()).toEqual([])
  })

  test('puts the address of a server into .env, and its password nowhere else', async () => {
    const { run, dotenv, read } = house()
    const store = 'redis://user:planted-password@localhost:6379'
    const { stdout } = await run([...zoho, '--store', store, '--json'], zohoSecret)
    expect(dotenv()).toMatchObject({ OAUTH_TOKENS_STORE: store, OAUTH_TOKENS_KEY: expect.any(String) })
    expect(read('oauth-tokens.config.mjs') + stdout).not.toContain('planted')
  })

  test('writes TypeScript where the name says so, which works as well', async () => {
    const { run, read } = house()
    const named = ['--config', 'settings.ts']
    expect(await run([...zoho, ...named], zohoSecret)).toMatchObject({ status: 0 })
    expect(read('settings.ts')).toMatch(/\} satisfies import\('@oauth-tokens\/cli'\)\.Config\n$/)
    expect((await run(['providers', '--json', ...named])).stdout).toContain('"id":"zoho"')
  })

  test('a file that could be written by half only is not written at all', async () => {
    const { cwd, names, read } = house()
    // Of this size is what a disk that fills up takes of the configuration, in one write without an error.
    const line = `ulimit -f 2; exec '${process.execPath}' '${binary}' init --provider sandbox`
    const { status, stderr } = spawnSync('sh', ['-c', line], {
      cwd,
      env: { PATH: process.env.PATH, HOME: cwd },
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/oauth-tokens\.config\.mjs cannot be written \(EFBIG\)/),
    })
    expect(names()).not.toContain('oauth-tokens.config.mjs')
    expect(read('.env')).toContain('OAUTH_TOKENS_KEY=')
  })

  test('says of Lazada where to click, in both languages', async () => {
    const argv = ['init', '--provider', 'lazada', '--set', 'clientId=105922']
    const env = { LAZADA_CLIENT_SECRET: 's' }
    const [english, vietnamese] = [house(), house()]
    expect(await english.run(argv, { env })).toMatchObject({ status: 0 })
    expect(await vietnamese.run([...argv, '--lang', 'vi'], { env })).toMatchObject({ status: 0 })
    expect(english.read('oauth-tokens.config.mjs')).toMatch(
      /open\.lazada\.com.*\n.*App Callback URL to http:\/\/127\.0\.0\.1:8910\/callback.*\n.*"App Key" and "App Secret"/,
    )
    expect(vietnamese.read('oauth-tokens.config.mjs')).toMatch(/Đặt App Callback URL là http:/)
  })

  test('the comments are in the language of the reader', async () => {
    const { run, read } = house()
    const { stdout } = await run([...zoho, '--lang', 'vi'], zohoSecret)
    expect(stdout).toBe('đã ghi: .env\nđã ghi: oauth-tokens.config.mjs\n')
    expect(read('oauth-tokens.config.mjs')).toContain('// Cấu hình của oauth-tokens')
  })
})

describe('init where files are there already', () => {
  const dotenv = '# mine\nOTHER=1\nexport ZOHO_CLIENT_SECRET="old"\n\nMULTI="a\nb"\nLAST=x'

  test('keeps every line of a .env, and its values unless --force is given', async () => {
    const { run, read, names } = house({ '.env': dotenv })
    const refused = await run(zoho, zohoSecret)
    expect(refused).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/ZOHO_CLIENT_SECRET has another value.*--force/),
    })
    expect(refused.stderr).not.toContain('planted')
    expect({ names: names(), dotenv: read('.env') }).toEqual({ names: ['.env'], dotenv })
    expect(await run([...zoho, '--force'], zohoSecret)).toMatchObject({ status: 0 })
    const lines = read('.env').split('\n')
    expect(lines.slice(0, 7)).toEqual([
      '# mine',
      'OTHER=1',
      `ZOHO_CLIENT_SECRET='${secret}'`,
      '',
      'MULTI="a',
      'b"',
      'LAST=x',
    ])
    expect(lines[7]).toMatch(/^OAUTH_TOKENS_KEY=/)
    expect(lines).toHaveLength(9)
  })

  test('others lose access to .env, not to a configuration that somebody opened to them', async () => {
    const { run, cwd } = house({
      '.env': 'ZOHO_CLIENT_SECRET=s\n',
      'oauth-tokens.config.json': '{"providers":[]}',
    })
    const mode = (name: string) => statSync(join(cwd, name)).mode & 0o777
    for (const name of ['.env', 'oauth-tokens.config.json']) chmodSync(join(cwd, name), 0o644)
    expect((await run(zoho)).stdout).toBe('changed: .env\nchanged: oauth-tokens.config.json\n')
    expect([mode('.env'), mode('oauth-tokens.config.json')]).toEqual([0o600, 0o644])
    const again = await run([...zoho, '--set', 'id=b', '--secrets', '-'], { stdin: 'B_CLIENT_SECRET=s\n' })
    expect(again.status).toBe(0)
    const same = await run([
      'init',
      '--provider',
      'oauth2',
      '--set',
      'id=open',
      'clientId=1',
      'issuer=https://a.example',
    ])
    expect(same.stdout).toBe('changed: oauth-tokens.config.json\n')
  })

  test('without a new value the old one is kept, and a key is never replaced', async () => {
    const key = 'A'.repeat(43)
    const { run, dotenv: values } = house({ '.env': `${dotenv}\nOAUTH_TOKENS_KEY=${key}\n` })
    expect(await run(zoho)).toMatchObject({ status: 0 })
    expect(values()).toMatchObject({ ZOHO_CLIENT_SECRET: 'old', OAUTH_TOKENS_KEY: key, MULTI: 'a\nb' })
  })

  test('a .env that is a link stays one; what it names is written', async () => {
    const { run, cwd, read } = house({ 'shared.env': 'A=1\n' })
    symlinkSync('shared.env', join(cwd, '.env'))
    expect(await run(zoho, zohoSecret)).toMatchObject({ status: 0 })
    expect(lstatSync(join(cwd, '.env')).isSymbolicLink()).toBe(true)
    expect(read('shared.env')).toMatch(/^A=1\nZOHO_CLIENT_SECRET=/)
  })

  test('a second run adds a provider to its own configuration, and changes nothing else', async () => {
    const { run, read, providers, names } = house()
    await run(zoho, zohoSecret)
    const before = read('oauth-tokens.config.mjs')
    const key = read('.env')
    const again = await run(['init', '--provider', 'zalo', '--set', 'clientId=7'], {
      env: { ZALO_CLIENT_SECRET: 's' },
    })
    expect(again).toMatchObject({ status: 0, stdout: 'changed: .env\nchanged: oauth-tokens.config.mjs\n' })
    expect(await providers()).toEqual(['zalo', 'zoho'])
    const after = read('oauth-tokens.config.mjs')
    const [start = '', end = ''] = before.split('providers: [\n')
    expect(after.startsWith(start) && after.endsWith(end)).toBe(true)
    expect(read('.env')).toBe(`${key}ZALO_CLIENT_SECRET=s\n`)
    expect(names()).toEqual(['.env', 'oauth-tokens.config.mjs'])
  })

  test('a second app of one kind needs a name of its own, which its variables carry too', async () => {
    const { run, providers, dotenv: values } = house()
    await run(zoho, zohoSecret)
    expect((await run(zoho, zohoSecret)).stderr).toContain('--set zoho.id=NAME')
    const taken = await run([...zoho, '--set', 'id=zoho'], zohoSecret)
    expect(taken.stderr).toContain('"zoho" is configured already')
    const named = await run([...zoho, '--set', 'id=zoho-books'], { env: { ZOHO_BOOKS_CLIENT_SECRET: 'b' } })
    expect(named).toMatchObject({ status: 0 })
    expect(await providers()).toEqual(['zoho-books', 'zoho'])
    expect(values()).toMatchObject({ ZOHO_CLIENT_SECRET: secret, ZOHO_BOOKS_CLIENT_SECRET: 'b' })
  })

  test.each([
    ['oauth-tokens.config.json', '{"lang": "vi", "providers": []}'],
    [
      'oauth-tokens.config.json',
      '{\n  "providers": [\n    {"adapter": "zalo-oa", "clientId": "1", "clientSecret": "s"}\n  ]\n}\n',
    ],
    [
      'oauth-tokens.config.mjs',
      `// providers: [\nexport default { providers: [{ adapter: 'zalo-oa', clientId: '1', clientSecret: 's' }] }\n`,
    ],
    ['oauth-tokens.config.ts', `const c = { "providers" : [ ] }\nexport default c as object\n`],
  ])("adds to somebody else's %s: %j", async (name, text) => {
    const { run, providers, names } = house({ [name]: text })
    const before = await providers()
    expect(await run(zoho, zohoSecret)).toMatchObject({ status: 0 })
    expect(await providers()).toEqual(['zoho', ...before])
    expect(names()).toEqual(['.env', name])
  })

  test('a configuration that computes its providers is left alone, and what to add is said', async () => {
    const name = 'oauth-tokens.config.mjs'
    const text = `const list = () => [{ adapter: 'zalo-oa', clientId: '1' }]\nexport default { providers: list() }\n`
    const { run, read, names } = house({ [name]: text })
    const { status, stderr } = await run(zoho, zohoSecret)
    expect(status).toBe(2)
    expect(stderr).toContain('"clientSecret": { "env": "ZOHO_CLIENT_SECRET" }')
    expect({ names: names(), text: read(name) }).toEqual({ names: [name], text })
  })

  test('a configuration that is wrong is told, and not touched', async () => {
    const { run, names } = house({ 'oauth-tokens.config.json': '{"provders": []}' })
    expect(await run(zoho, zohoSecret)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('provders'),
    })
    expect(names()).toEqual(['oauth-tokens.config.json'])
  })
})

describe('init and git', () => {
  test('in a repository .env and the store are ignored, once', async () => {
    const { run, read, cwd } = house({ '.gitignore': 'node_modules' })
    execFileSync('git', ['init', '-q'], { cwd })
    await run(zoho, zohoSecret)
    expect(read('.gitignore')).toBe('node_modules\n.env\n.oauth-tokens/\n')
    await run([...zoho, '--set', 'id=other'], { env: { OTHER_CLIENT_SECRET: 's' } })
    expect(read('.gitignore')).toBe('node_modules\n.env\n.oauth-tokens/\n')
    const status = execFileSync('git', ['status', '--short', '-uall'], { cwd, encoding: 'utf8' })
    expect(status).toBe('?? .gitignore\n?? oauth-tokens.config.mjs\n')
  })

  test('a pattern that covers .env is enough, and below a repository the folder gets a .gitignore of its own', async () => {
    const { cwd } = house({ '.gitignore': '.env*\n.oauth-tokens\n' })
    execFileSync('git', ['init', '-q'], { cwd })
    await runCommand(zoho, { cwd, ...zohoSecret })
    expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe('.env*\n.oauth-tokens\n')
    const other = house()
    execFileSync('git', ['init', '-q'], { cwd: other.cwd })
    const below = join(other.cwd, 'app')
    mkdirSync(below)
    await runCommand(zoho, { cwd: below, ...zohoSecret })
    expect(readFileSync(join(below, '.gitignore'), 'utf8')).toBe('.env\n.oauth-tokens/\n')
  })

  test('a .gitignore that is there before the repository is completed once', async () => {
    const { run, read } = house({ '.gitignore': '/.env\n' })
    await run(zoho, zohoSecret)
    await run([...zoho, '--set', 'id=other'], { env: { OTHER_CLIENT_SECRET: 's' } })
    expect(read('.gitignore')).toBe('/.env\n.oauth-tokens/\n')
  })
})
