import { describe, expect, test } from 'vitest'
import { english } from '../src/language/language.ts'
import { parseArgv } from '../src/parse-argv.ts'
import { UsageError } from '../src/usage-error.ts'

const id = 'zalo-oa:579745863508352884'

const understood: [line: string, command: string, options: object, flags?: object][] = [
  ['login zalo-oa', 'login', { provider: 'zalo-oa', browser: true, timeout: '10m' }],
  [
    'login zalo-oa --account 12 --name Shop --no-browser --timeout 30s',
    'login',
    { provider: 'zalo-oa', account: '12', name: 'Shop', browser: false, timeout: '30s' },
  ],
  ['login --paste zalo-oa', 'login', { provider: 'zalo-oa', browser: true, paste: true, timeout: '10m' }],
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
  [`forget ${id}`, 'forget', { connection: id }],
  ['watch', 'watch', {}],
  ['keys generate', 'keys generate', {}],
  ['keys list', 'keys list', {}],
  ['keys rotate --json', 'keys rotate', {}, { json: true }],
  ['doctor', 'doctor', {}],
  ['completion zsh', 'completion', { shell: 'zsh' }],
  ['providers', 'providers', {}],
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
    expect(parseArgv(line.split(' '), english)).toEqual({ command, options, flags })
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
    ['sandbox --port many', /port/],
    ['sandbox --port 70000', /0 to 65535/],
    ['list --lang fr', /Allowed choices are en, vi/],
    ['list --store', /argument missing/],
  ]
  test.each(refused)('refuses: %s', (line, message) => {
    const parse = () => parseArgv(line.split(' ').filter(Boolean), english)
    expect(parse).toThrow(UsageError)
    expect(parse).toThrow(message)
  })

  test('does not repeat what stands behind an unknown flag: it may be a token', () => {
    expect(() => parseArgv(['import', '--access-token=planted-secret'], english)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('planted-secret') }),
    )
  })

  const commands = [...new Set(understood.map(([, command]) => command))]
  test.each(commands)('has help with at least two examples for %s', (command) => {
    const shown = parseArgv([...command.split(' '), '--help'], english)
    const { shown: text } = shown as { shown: string }
    expect(text.match(/^ {2}\$ /gm)?.length ?? 0).toBeGreaterThanOrEqual(2)
    expect(text).toContain('--json')
  })

  test('knows its version and its help', () => {
    expect(parseArgv(['--version'], english)).toEqual({ shown: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
    expect(parseArgv(['--help'], english)).toEqual({ shown: expect.stringContaining('Exit status') })
    expect(parseArgv(['help', 'token'], english)).toEqual({ shown: expect.stringContaining('--min-ttl') })
  })
})
