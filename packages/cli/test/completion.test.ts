import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from './support/run-command.ts'
import { binary } from './support/spawn-command.ts'

const installed = (shell: string) => {
  try {
    execFileSync(shell, ['-c', 'true'])
    return true
  } catch {
    if (process.env.CI) throw new Error(`${shell} is not installed: apt-get install ${shell}`)
    return false
  }
}

let cwd: string
let env: Record<string, string>

beforeAll(async () => {
  cwd = temporaryFolder()
  const bin = join(cwd, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'oauth-tokens'), `#!/bin/sh\nexec '${process.execPath}' '${binary}' "$@"\n`)
  chmodSync(join(bin, 'oauth-tokens'), 0o755)
  const settings = {
    ZALO_OA_CLIENT_ID: '1',
    ZALO_OA_CLIENT_SECRET: 's',
    ZOHO_CLIENT_ID: '1',
    ZOHO_CLIENT_SECRET: 's',
    OAUTH_TOKENS_STORE: `file:${cwd}/store`,
    OAUTH_TOKENS_KEY: 'A'.repeat(43),
  }
  env = { ...settings, HOME: cwd, PATH: `${bin}:${process.env.PATH}` }
  const set = (provider: string, account: string) =>
    JSON.stringify({ provider, account, access_token: 'a', refresh_token: `r${account}` })
  const stdin = [set('zalo-oa', '10'), set('zalo-oa', '11'), set('zoho', '20')].join('\n')
  expect(await runCommand(['import'], { cwd, env: settings, stdin })).toMatchObject({ status: 0 })
  writeFileSync(join(cwd, 'tokens file.json'), '')
})

async function scriptFor(shell: string): Promise<string> {
  const { status, stdout } = await runCommand(['completion', shell])
  expect(status).toBe(0)
  const file = join(cwd, `completion.${shell}`)
  writeFileSync(file, stdout)
  return file
}

async function lines(shell: string, argv: string[]): Promise<string[]> {
  const { stdout, stderr } = await promisify(execFile)(shell, argv, { cwd, env })
  expect(stderr).toBe('')
  return stdout.split('\n').filter(Boolean)
}

/** What is typed, and what every shell must offer for it. */
const offered: [line: string, words: string[]][] = [
  ['oauth-tokens tok', ['token']],
  ['oauth-tokens keys ', ['generate', 'list', 'rotate']],
  ['oauth-tokens --json keys ro', ['rotate']],
  ['oauth-tokens token --min', ['--min-ttl']],
  ['oauth-tokens --lang ', ['en', 'vi']],
  ['oauth-tokens completion ', ['bash', 'fish', 'zsh']],
  ['oauth-tokens token zo', ['zoho:20']],
  ['oauth-tokens token zalo-oa:1', ['zalo-oa:10', 'zalo-oa:11']],
  ['oauth-tokens token --min-ttl 5m --quiet zoho:', ['zoho:20']],
  ['oauth-tokens token zoho:20 ', []],
  ['oauth-tokens refresh zoho:20 zalo-oa:11', ['zalo-oa:11']],
  ['oauth-tokens login ', ['zalo-oa', 'zoho']],
  ['oauth-tokens ini', ['init']],
  ['oauth-tokens import --provider zo', ['zoho']],
  [
    'oauth-tokens init --provider zal',
    ['zalo', 'zalo-oa', 'zalo-oa-via-etelecom', 'zalo-oa-via-interits', 'zalopay'],
  ],
  ['oauth-tokens init --key ', ['env', 'file', 'keyring']],
  ['oauth-tokens init --secrets tok', ['tokens file.json']],
  ['oauth-tokens keys generate --keyr', ['--keyring']],
  ['oauth-tokens export zoho:20 zalo-oa:11', ['zalo-oa:11']],
  ['oauth-tokens export --out', ['--output']],
  ['oauth-tokens import tok', ['tokens file.json']],
]

describe('bash', () => {
  /** The part after the last colon: bash takes it for a word of its own, and puts only that into the line. */
  const inserted = (line: string, words: string[]) => {
    const colon = line.slice(line.lastIndexOf(' ') + 1).lastIndexOf(':')
    return words.map((word) => word.slice(colon + 1))
  }

  test.each(offered)('offers for "%s": %j', async (line, words) => {
    const file = await scriptFor('bash')
    const ask =
      `source '${file}'; COMP_LINE=$1; COMP_POINT=\${#1}; _oauth_tokens; ` +
      `[ \${#COMPREPLY[@]} = 0 ] || printf '%s\\n' "\${COMPREPLY[@]}"`
    expect((await lines('bash', ['-c', ask, 'bash', line])).sort()).toEqual(inserted(line, words).sort())
  })

  test('is registered for the command, and stays quiet where the command is missing', async () => {
    const file = await scriptFor('bash')
    const ask =
      `source '${file}'; complete -p oauth-tokens; PATH=/nowhere; COMP_LINE='oauth-tokens show z'; ` +
      `COMP_POINT=19; _oauth_tokens; echo "\${#COMPREPLY[@]}"`
    expect(await lines('bash', ['-c', ask])).toEqual(['complete -F _oauth_tokens oauth-tokens', '0'])
  })
})

describe.skipIf(!installed('zsh'))('zsh (skipped where it is not installed)', () => {
  test.each(offered.filter(([line]) => !/ tok$/.test(line) || line === 'oauth-tokens tok'))(
    'offers for "%s": %j',
    async (line, words) => {
      const file = await scriptFor('zsh')
      // Stands in for the widget, which needs a terminal; zsh itself leaves out what does not fit.
      const ask =
        `compdef() { }; compadd() { shift; print -l -- "$@"; }; source '${file}'; ` +
        `words=("\${(@s: :)1}"); CURRENT=\${#words}; _oauth_tokens`
      const found = await lines('zsh', ['-f', '-c', ask, 'zsh', line])
      const current = line.slice(line.lastIndexOf(' ') + 1)
      expect(found.filter((word) => word.startsWith(current)).sort()).toEqual([...words].sort())
    },
  )
})

describe.skipIf(!installed('fish'))('fish (skipped where it is not installed)', () => {
  test.each(offered)('offers for "%s": %j', async (line, words) => {
    const file = await scriptFor('fish')
    const found = await lines('fish', ['-N', '-c', `source '${file}'; complete -C "$argv[1]"`, line])
    expect(found.map((one) => one.split('\t')[0]).sort()).toEqual([...words].sort())
  })
})

test('another shell is refused, with those that are known', async () => {
  const { status, stdout, stderr } = await runCommand(['completion', 'tcsh'])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(/bash, zsh, fish/)
})

test('the script is a document with --json', async () => {
  const { stdout } = await runCommand(['completion', 'bash', '--json'])
  expect(JSON.parse(stdout)).toEqual({ shell: 'bash', script: expect.stringContaining('complete -F') })
})
