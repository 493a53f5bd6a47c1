import { describe, expect, test } from 'vitest'
import { english, loadLanguage } from '../src/language/language.ts'
import { parseArgv } from '../src/parse-argv.ts'
import { UsageError } from '../src/usage-error.ts'
import { grammar } from './support/grammar.ts'

const id = 'zalo-oa:579745863508352884'

const understood: [line: string, command: string, options: object, flags?: object][] = [
  ['login zalo-oa', 'login', { provider: 'zalo-oa', browser: true }],
  [
    'login zalo-oa --account 12 --name Shop --no-browser --timeout 30s',
    'login',
    { provider: 'zalo-oa', account: ['12'], name: 'Shop', browser: false, timeout: '30s' },
  ],
  ['login --paste zalo-oa', 'login', { provider: 'zalo-oa', browser: true, paste: true }],
  [
    'login zalo-oa --account 12 --account 34',
    'login',
    { provider: 'zalo-oa', account: ['12', '34'], browser: true },
  ],
  ['login zalo-oa --count 3', 'login', { provider: 'zalo-oa', count: 3, browser: true }],
  ['login zoho --device', 'login', { provider: 'zoho', browser: true, device: true }],
  [
    'login zalopay --code - --code-verifier - --name Shop --param location=eu --param a=b',
    'login',
    {
      provider: 'zalopay',
      browser: true,
      code: '-',
      codeVerifier: '-',
      name: 'Shop',
      param: ['location=eu', 'a=b'],
    },
  ],
  ['url zalo-oa', 'url', { provider: 'zalo-oa' }],
  ['url zalo-oa --account 12 --name Shop', 'url', { provider: 'zalo-oa', account: '12', name: 'Shop' }],
  ['callback http://127.0.0.1/?code=1&state=2', 'callback', { url: 'http://127.0.0.1/?code=1&state=2' }],
  ['callback -', 'callback', { url: '-' }],
  [`token ${id}`, 'token', { connection: id }],
  [
    `token ${id} --min-ttl 5m --header --rejected -`,
    'token',
    { connection: id, minTtl: '5m', header: true, rejected: '-' },
  ],
  [
    `exec ${id} -- ls -l --json`,
    'exec',
    { connection: id, env: 'ACCESS_TOKEN', command: ['ls', '-l', '--json'] },
  ],
  [
    `exec ${id} --env T --quiet -- sh -c x -- --env U`,
    'exec',
    { connection: id, env: 'T', command: ['sh', '-c', 'x', '--', '--env', 'U'] },
    { quiet: true },
  ],
  [`request ${id} https://a.example`, 'request', { connection: id, url: 'https://a.example' }],
  [
    `request ${id} PUT https://a.example --data @f --header X:1 --header Y:- --fail`,
    'request',
    {
      connection: id,
      method: 'PUT',
      url: 'https://a.example',
      data: '@f',
      header: ['X:1', 'Y:-'],
      fail: true,
    },
  ],
  [`explain ${id}`, 'explain', { connection: id }],
  ['list', 'list', {}],
  [
    'list --watch --provider zoho --status in-doubt',
    'list',
    { watch: true, provider: 'zoho', status: 'in-doubt' },
  ],
  [`show ${id}`, 'show', { connection: id }],
  [`refresh ${id} acme:1`, 'refresh', { connections: [id, 'acme:1'] }],
  ['refresh --all', 'refresh', { connections: [], all: true }],
  ['refresh --due', 'refresh', { connections: [], due: true }],
  ['import', 'import', {}],
  ['import -', 'import', { file: '-' }],
  [
    'import a.json --provider p --account a --issued-at 2026-01-01 --force --check',
    'import',
    { file: 'a.json', provider: 'p', account: 'a', issuedAt: '2026-01-01', force: true, check: true },
  ],
  [
    'import --format zoho-csv --passphrase-file - --dry-run',
    'import',
    { format: 'zoho-csv', passphraseFile: '-', dryRun: true },
  ],
  ['export', 'export', { connections: [] }],
  [
    `export ${id} zoho:1 --plain --output f --passphrase-file p --forget`,
    'export',
    { connections: [id, 'zoho:1'], plain: true, output: 'f', passphraseFile: 'p', forget: true },
  ],
  [
    'import a.json --format env --passphrase-file - --dry-run',
    'import',
    { file: 'a.json', format: 'env', passphraseFile: '-', dryRun: true },
  ],
  ['export', 'export', { connections: [] }],
  [
    `export ${id} acme:1 --plain --output a.jsonl --passphrase-file p --forget`,
    'export',
    { connections: [id, 'acme:1'], plain: true, output: 'a.jsonl', passphraseFile: 'p', forget: true },
  ],
  [`revoke ${id}`, 'revoke', { connection: id }],
  [`forget ${id}`, 'forget', { connection: id }],
  ['watch', 'watch', {}],
  ['watch --plain', 'watch', { plain: true }],
  ['keys generate', 'keys generate', {}],
  ['keys generate --keyring', 'keys generate', { keyring: true }],
  ['keys generate --keyring shop', 'keys generate', { keyring: 'shop' }],
  ['keys list', 'keys list', {}],
  ['keys rotate --json', 'keys rotate', {}, { json: true }],
  ['init', 'init', {}],
  [
    'init --provider zoho zalo-oa --set zoho.clientId=1 --secrets - --key file --yes --force',
    'init',
    {
      provider: ['zoho', 'zalo-oa'],
      set: ['zoho.clientId=1'],
      secrets: '-',
      key: 'file',
      yes: true,
      force: true,
    },
  ],
  ['doctor', 'doctor', {}],
  ['completion zsh', 'completion', { shell: 'zsh' }],
  ['providers', 'providers list', {}],
  ['providers list --ids', 'providers list', { ids: true }],
  ['providers test acme', 'providers test', { provider: 'acme' }],
  [
    'providers test ./a.mjs --recordings b.json',
    'providers test',
    { provider: './a.mjs', recordings: 'b.json' },
  ],
  ['sandbox', 'sandbox', {}],
  ['sandbox --port 8911 --access-token-lifetime 6s', 'sandbox', { port: 8911, accessTokenLifetime: '6s' }],
  ['--json list', 'list', {}, { json: true }],
  ['list --json', 'list', {}, { json: true }],
  [
    `--quiet token --config c.json ${id} --store file:./s --lang vi --verbose`,
    'token',
    { connection: id },
    { quiet: true, config: 'c.json', store: 'file:./s', lang: 'vi', verbose: true },
  ],
  ['keys --json generate', 'keys generate', {}, { json: true }],
]

describe('the command line', () => {
  test.each(understood)('understands: %s', (line, command, options, flags = {}) => {
    expect(parseArgv(line.split(' '), { language: english })).toEqual({ command, options, flags })
  })

  const refused: [line: string, message: RegExp][] = [
    ['', /command is missing/],
    ['lsit', /unknown command 'lsit'.*Did you mean list\?/i],
    ['list --jsno', /unknown option '--jsno'.*Did you mean --json\?/i],
    ['login', /missing required argument 'provider'/i],
    ['token', /missing required argument 'connection'/i],
    ['list more', /too many arguments/i],
    ['keys', /command is missing/],
    ['keys rotat', /unknown command 'rotat'.*Did you mean rotate\?/i],
    ['completion', /missing required argument 'shell'/i],
    ['completion tcsh', /Allowed choices are bash, zsh, fish/],
    ['exec a:b', /missing required argument 'command'/i],
    ['exec a:b true', /Put -- before the program/],
    ['request a:b', /missing required argument 'method'/i],
    ['login zalo-oa --count 0', /--count takes a number from 1/],
    ['login zalo-oa --count many', /--count takes a number from 1/],
    ['sandbox --port many', /port/],
    ['sandbox --port 70000', /0 to 65535/],
    ['list --status fine', /Allowed choices are active, degraded/],
    ['list --lang fr', /Allowed choices are en, vi/],
    ['list --store', /argument missing/],
  ]
  test.each(refused)('refuses: %s', (line, message) => {
    const parse = () => parseArgv(line.split(' ').filter(Boolean), { language: english })
    expect(parse).toThrow(UsageError)
    expect(parse).toThrow(message)
  })

  test('does not repeat what stands behind an unknown flag: it may be a token', () => {
    expect(() => parseArgv(['import', '--access-token=planted-secret'], { language: english })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('planted-secret') }),
    )
  })

  test('has a row for every command, argument and flag of the grammar', () => {
    const { program, commands } = grammar()
    const rows = understood.map(([line, command]) => ({ command, words: line.split(' ') }))
    for (const { path, command } of commands) {
      const own = rows.filter((row) => row.command === path).flatMap(({ words }) => words)
      expect(own, `a row for ${path}`).not.toEqual([])
      for (const { long = '' } of command.options) expect(own, `a row for ${path} ${long}`).toContain(long)
    }
    const global = program.options.map(({ long = '' }) => long).filter((long) => long !== '--version')
    for (const flag of global) expect(rows.flatMap(({ words }) => words)).toContain(flag)
  })

  test.each([
    ['help keys rotate', /^Usage: oauth-tokens keys rotate /],
    ['keys help rotate', /^Usage: oauth-tokens keys rotate /],
    ['keys rotate --help', /^Usage: oauth-tokens keys rotate /],
    ['--lang vi help token', /^Usage: oauth-tokens token /],
    ['token zalo-oa:1 -h', /^Usage: oauth-tokens token /],
    ['keys help', /^Usage: oauth-tokens keys \[/],
    ['help help', /^Usage: oauth-tokens \[/],
    ['--json --help', /^Usage: oauth-tokens \[/],
  ])('shows the help that was asked for: %s', (line, shown) => {
    const text = expect.stringMatching(shown)
    expect(parseArgv(line.split(' '), { language: english })).toEqual({ shown: text })
  })

  test.each([
    ['help lsit', /Unknown command 'lsit'.*Did you mean list\?/],
    ['lsit --help', /Unknown command 'lsit'.*Did you mean list\?/],
    ['help keys rotat', /Unknown command 'rotat'.*Did you mean rotate\?/],
    ['keys rotat -h', /Unknown command 'rotat'.*Did you mean rotate\?/],
  ])('has no help for what there is not: %s', (line, message) => {
    expect(() => parseArgv(line.split(' '), { language: english })).toThrow(message)
  })

  test('knows its version and its help', () => {
    const shown = (argv: string[]) => parseArgv(argv, { language: english })
    for (const flag of ['--version', '-V']) {
      expect(shown([flag])).toEqual({ shown: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
    }
    for (const flag of ['--help', '-h', 'help']) {
      expect(shown([flag])).toEqual({ shown: expect.stringContaining('Environment:') })
    }
  })

  const vietnamese: [line: string, message: string, hint: string][] = [
    ['lsit', "Không có lệnh 'lsit'. Ý bạn là list?", 'oauth-tokens --help'],
    ['list --jsno', "Không có cờ '--jsno'. Ý bạn là --json?", 'oauth-tokens list --help'],
    ['keys rotat', "Không có lệnh 'rotat'. Ý bạn là rotate?", 'oauth-tokens keys --help'],
    ['token', "Thiếu đối số 'connection'.", 'oauth-tokens token --help'],
    ['list more', "Lệnh 'list' nhận 0 đối số, nhưng có 1.", 'oauth-tokens list --help'],
    ['list --store', "Cờ '--store <url>' thiếu giá trị.", 'oauth-tokens --help'],
    ['completion tcsh', 'Chỉ được chọn: bash, zsh, fish.', 'oauth-tokens completion --help'],
    ['sandbox --port x', '--port nhận một cổng: số từ 0 đến 65535.', ''],
  ]
  test.each(vietnamese)('refuses in Vietnamese, too: %s', async (line, message, hint) => {
    const language = await loadLanguage({ code: 'vi', asked: true })
    const error = errorOf(() => parseArgv(line.split(' '), { language }))
    expect(language.say(error.phrase)).toContain(message)
    expect(language.say(error.hint ?? '')).toBe(hint)
    // For scripts it stays English.
    expect(error.message).not.toContain(message)
  })
})

function errorOf(run: () => unknown): UsageError {
  try {
    run()
  } catch (error) {
    if (error instanceof UsageError) return error
  }
  throw new Error('It was not refused.')
}
