import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { closest } from '../src/config/closest.ts'
import { dataDirectory } from '../src/config/data-directory.ts'
import { loadSettings } from '../src/config/load-settings.ts'
import type { Settings } from '../src/config/settings.ts'
import { shownStore, storeUrl } from '../src/config/store-url.ts'
import { english, loadLanguage } from '../src/language/language.ts'
import { runCommand, temporaryFolder } from './support/run-command.ts'

const provider = {
  adapter: 'zalo-oa',
  clientId: '123',
  clientSecret: 'planted-secret',
  redirectUri: 'http://127.0.0.1:1/cb',
}

function folderWith(files: Record<string, unknown>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

function settings(
  cwd: string,
  { env = {}, flags = {} }: { env?: Record<string, string>; flags?: object } = {},
): Promise<Settings> {
  const output = { detail() {} }
  return loadSettings({ cwd, env: { HOME: '/home/u', ...env }, flags, output, language: english } as never)
}

const file = 'oauth-tokens.config.json'

describe('what is in force', () => {
  test('the store: flag over environment over .env over configuration over default', async () => {
    const cwd = folderWith({ [file]: { store: 'file:./c' }, '.env': 'OAUTH_TOKENS_STORE=file:./b' })
    const env = { OAUTH_TOKENS_STORE: 'file:./a' }
    expect((await settings(cwd, { env, flags: { store: 'memory:' } })).store).toBe('memory:')
    expect((await settings(cwd, { env })).store).toBe(`file:${join(cwd, 'a')}`)
    expect((await settings(cwd)).store).toBe(`file:${join(cwd, 'b')}`)
    expect((await settings(folderWith({ [file]: { store: 'file:./c' } }))).store).toMatch(/^file:\/.*\/c$/)
    expect((await settings(temporaryFolder())).store).toBe(`file:${dataDirectory({ HOME: '/home/u' })}`)
  })

  test('an empty variable counts as missing', async () => {
    const cwd = folderWith({ '.env': 'OAUTH_TOKENS_STORE=file:./b' })
    expect((await settings(cwd, { env: { OAUTH_TOKENS_STORE: '' } })).store).toBe(`file:${join(cwd, 'b')}`)
  })

  test('keys: environment over .env over configuration, separated by commas', async () => {
    const files = { [file]: { encryptionKeys: [{ env: 'K' }] }, '.env': 'OAUTH_TOKENS_KEY=b\nK=c' }
    const cwd = folderWith(files)
    expect((await settings(cwd, { env: { OAUTH_TOKENS_KEY: 'a1, a2' } })).encryptionKeys).toEqual([
      'a1',
      'a2',
    ])
    expect((await settings(cwd)).encryptionKeys).toEqual(['b'])
    expect((await settings(folderWith({ ...files, '.env': 'K=c' }))).encryptionKeys).toEqual(['c'])
  })

  test('the file: --config over OAUTH_TOKENS_CONFIG over the working directory; its .env lies beside it', async () => {
    const cwd = folderWith({
      [file]: { store: 'file:./here' },
      'x/a.json': { store: 'file:./t' },
      'y/b.json': {},
      'y/.env': 'OAUTH_TOKENS_STORE=file:./from-dotenv',
    })
    const env = { OAUTH_TOKENS_CONFIG: 'y/b.json' }
    expect((await settings(cwd, { env, flags: { config: 'x/a.json' } })).store).toBe(
      `file:${join(cwd, 'x/t')}`,
    )
    expect((await settings(cwd, { env })).store).toBe(`file:${join(cwd, 'y/from-dotenv')}`)
    expect((await settings(cwd)).store).toBe(`file:${join(cwd, 'here')}`)
    const pointer = folderWith({ '.env': 'OAUTH_TOKENS_CONFIG=z/c.json', 'z/c.json': { store: 'file:./z' } })
    expect((await settings(pointer)).store).toBe(`file:${join(pointer, 'z/z')}`)
    await expect(settings(cwd, { flags: { config: 'none.json' } })).rejects.toThrow(
      /no configuration file.*--config/,
    )
  })

  test.each(['mjs', 'js', 'ts'])('a .%s file is run, with defineConfig or without', async (ending) => {
    const type = ending === 'ts' ? ': string' : ''
    const cwd = folderWith({
      'package.json': { type: 'module' },
      [`oauth-tokens.config.${ending}`]: `const store${type} = 'memory:'\nexport default { store }\n`,
    })
    expect((await settings(cwd)).store).toBe('memory:')
  })

  test('a .env is read, and not put into the environment', async () => {
    const cwd = folderWith({ '.env': 'ZALO_OA_CLIENT_ID=1\nONLY_IN_DOTENV=x' })
    expect((await settings(cwd)).providers).toMatchObject([{ id: 'zalo-oa', values: { clientId: '1' } }])
    expect(process.env.ONLY_IN_DOTENV).toBeUndefined()
  })

  test('variables define providers only where there is no file', async () => {
    const env = { ZALO_OA_CLIENT_ID: '1', ZALO_OA_SCOPES: 'a b,c' }
    expect((await settings(temporaryFolder(), { env })).providers).toMatchObject([
      { adapter: 'zalo-oa', values: { clientId: '1', scopes: ['a', 'b', 'c'] } },
    ])
    expect((await settings(folderWith({ [file]: {} }), { env })).providers).toEqual([])
  })

  test('store paths are those of whoever wrote them', () => {
    expect(storeUrl('file:./x', '/a')).toBe('file:/a/x')
    expect(storeUrl('file:/x', '/a')).toBe('file:/x')
    expect(storeUrl('file:///x%20y', '/a')).toBe('file:/x y')
    expect(storeUrl('redis://h/0', '/a')).toBe('redis://h/0')
    for (const none of ['file:', 'file://./x', 'file:///a%2Fb']) expect(storeUrl(none, '/a')).toBe(none)
  })

  test('a store is shown without what opens it', () => {
    expect(shownStore('file:/a/x')).toBe('file:/a/x')
    expect(shownStore('memory:')).toBe('memory:')
    expect(shownStore('redis://user:planted@h:1/2?password=planted')).toBe('redis://h:1/2')
    expect(shownStore('postgres://u:planted@h/shop?password=planted#planted')).toBe('postgres://h/shop')
    expect(shownStore('redis://u:planted@[h/0')).toBe('redis://…')
  })

  test('the data directory follows the platform', () => {
    expect(dataDirectory({ XDG_DATA_HOME: '/d' }, 'linux')).toBe('/d/oauth-tokens')
    expect(dataDirectory({ HOME: '/h' }, 'darwin')).toBe('/h/Library/Application Support/oauth-tokens')
    expect(dataDirectory({ LOCALAPPDATA: '/l' }, 'win32')).toBe('/l/oauth-tokens/data')
  })
})

describe('a wrong configuration', () => {
  const wrong: [what: string, config: unknown, message: RegExp][] = [
    ['a misspelled key', { stroe: 'x' }, /stroe: unknown key \(did you mean "store"\?\)/],
    [
      'a misspelled option',
      { providers: [{ ...provider, clientID: '1' }] },
      /providers\[0\]\.clientID: unknown key \(did you mean "clientId"\?\)/,
    ],
    ['a wrong notify', { notify: { comand: ['x'] } }, /notify: expected \{"command"/],
    [
      'a link without a place',
      { reauthorizationLink: 'https://app.example' },
      /reauthorizationLink: expected an address with/,
    ],
    [
      'an unknown adapter',
      { providers: [{ adapter: 'zalo-ao' }] },
      /providers\[0\]\.adapter: expected one of "zalo-oa", "zalo"/,
    ],
    [
      'a number for an id',
      { providers: [{ ...provider, clientId: 431865706877 }] },
      /providers\[0\]\.clientId: expected text in quotes.*loses its last digits/,
    ],
    ['a list that is none', { providers: {} }, /providers: expected a list/],
    ['text for an object', { providers: ['zalo-oa'] }, /providers\[0\]: expected an object/],
    ['no object at all', [], /expected an object/],
    [
      'a wrong reference',
      { providers: [{ ...provider, clientSecret: { environment: 'X' } }] },
      /providers\[0\]\.clientSecret: expected text in quotes, \{"env"/,
    ],
    [
      'a bad id',
      { providers: [{ ...provider, id: 'Zalo OA' }] },
      /providers\[0\]\.id: expected a small letter/,
    ],
    ['two of one id', { providers: [provider, provider] }, /two have the id "zalo-oa"/],
    ['a wrong language', { lang: 'fr' }, /lang: expected "en" or "vi"/],
    [
      'a wrong pkce',
      { providers: [{ ...provider, pkce: 'S256' }] },
      /providers\[0\]\.pkce: expected true, false or/,
    ],
    [
      'a wrong endpoint name',
      { providers: [{ ...provider, endpoints: { tokens: 'x' } }] },
      /providers\[0\]\.endpoints\.tokens: unknown key/,
    ],
    ['an empty text', { store: '' }, /store: is empty/],
  ]
  test.each(wrong)('names the key and what was expected: %s', async (_what, config, message) => {
    const cwd = folderWith({ [file]: config })
    await expect(settings(cwd)).rejects.toThrow(message)
    await expect(settings(cwd)).rejects.toThrow(file)
    await expect(settings(cwd)).rejects.not.toThrow('planted-secret')
  })

  test.each(wrong)('is told in Vietnamese, too: %s', async (_what, config) => {
    const cwd = folderWith({ [file]: config })
    const language = await loadLanguage({ code: 'vi', asked: true })
    const { phrase } = await settings(cwd).catch((error) => error)
    const [place, ...said] = language.say(phrase).split(/: /)
    expect(place).toBe(join(cwd, file))
    expect(said.join(': ')).not.toMatch(/expected|unknown|is empty|two have/)
  })

  test('tells all mistakes at once', async () => {
    const cwd = folderWith({ [file]: { stor: 1, providers: [{ ...provider, clientId: 1 }] } })
    await expect(settings(cwd)).rejects.toThrow(/stor: .*; providers\[0\]\.clientId: /)
  })

  test('a syntax error names the line and repeats nothing of the file', async () => {
    const cwd = folderWith({ [file]: '{\n  "store": "memory:",\n  "x": planted-secret\n}' })
    await expect(settings(cwd)).rejects.toThrow(/is not JSON/)
    await expect(settings(cwd)).rejects.not.toThrow(/planted/)
  })

  test('a folder in its place is told as one', async () => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, file))
    await expect(settings(cwd)).rejects.toThrow(/is a folder: name a file/)
  })

  test('a script that throws, or exports nothing, says so', async () => {
    await expect(
      settings(folderWith({ 'oauth-tokens.config.mjs': 'throw new Error("no luck")' })),
    ).rejects.toThrow(/cannot be run \(Error: no luck\)/)
    await expect(settings(folderWith({ 'oauth-tokens.config.mjs': 'export const a = 1' }))).rejects.toThrow(
      /no default export/,
    )
  })
})

describe('a missing value', () => {
  const run = (files: Record<string, unknown>, env: Record<string, string> = {}) =>
    runCommand(['url', 'zalo-oa'], { cwd: folderWith(files), env: { OAUTH_TOKENS_STORE: 'memory:', ...env } })

  test('a variable that is not set is named, with where it was looked for', async () => {
    const { status, stderr } = await run({
      [file]: { providers: [{ ...provider, clientSecret: { env: 'MY_SECRET' } }] },
    })
    expect(status).toBe(2)
    expect(stderr).toMatch(
      /providers\[0\]\.clientSecret: the variable MY_SECRET is not set, neither in the environment nor in .*\.env/,
    )
  })

  test('a file that cannot be read is named', async () => {
    const { status, stderr } = await run({
      [file]: { providers: [{ ...provider, clientSecret: { file: './no' } }] },
    })
    expect(status).toBe(2)
    expect(stderr).toMatch(/providers\[0\]\.clientSecret: the file .*\/no cannot be read \(ENOENT\)/)
  })

  test('variables and files are looked up, files beside the configuration', async () => {
    const files = {
      'c/secret': 'from-a-file\n',
      'c/.env': 'MY_ID=77',
      'c/my.json': {
        providers: [{ ...provider, clientId: { env: 'MY_ID' }, clientSecret: { file: 'secret' } }],
      },
    }
    const cwd = folderWith(files)
    const env = { OAUTH_TOKENS_STORE: 'memory:' }
    const { status, stdout } = await runCommand(['url', 'zalo-oa', '--config', 'c/my.json'], { cwd, env })
    expect(status).toBe(0)
    expect(new URL(stdout).searchParams.get('app_id')).toBe('77')
  })

  test('a missing secret or redirect URI is named as the variable it is', async () => {
    const id = { ZALO_OA_CLIENT_ID: '1' }
    expect((await run({}, id)).stderr).toContain('ZALO_OA_CLIENT_SECRET')
    const { status, stderr } = await run({}, { ...id, ZALO_OA_CLIENT_SECRET: 's' })
    expect(status).toBe(2)
    expect(stderr).toContain('ZALO_OA_REDIRECT_URI')
  })

  test('without any provider the message shows how to configure one', async () => {
    const { status, stderr } = await run({})
    expect(status).toBe(3)
    expect(stderr).toMatch(/oauth-tokens init.*ZALO_OA_CLIENT_ID/)
  })

  test('an unknown provider is status 3, with the near one', async () => {
    const { status, stderr } = await runCommand(['url', 'zalo-ao'], {
      cwd: folderWith({ [file]: { providers: [provider] } }),
    })
    expect(status).toBe(3)
    expect(stderr).toContain('did you mean "zalo-oa"?')
  })
})

test('the closest word is found among near ones only', () => {
  expect(closest('clientID', ['clientId', 'clientSecret'])).toBe('clientId')
  expect(closest('redirect', ['redirectUri'])).toBe('redirectUri')
  expect(closest('nothing', ['clientId'])).toBeUndefined()
})
