import { execFile } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from './support/run-command.ts'
import { binary } from './support/spawn-command.ts'

const missing = !existsSync('/usr/bin/gnome-keyring-daemon') || !existsSync('/usr/bin/dbus-run-session')

const provider = { ZALO_OA_CLIENT_ID: '1', ZALO_OA_CLIENT_SECRET: 's', OAUTH_TOKENS_STORE: 'file:./store' }

const noBus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }

/** Runs shell lines in a session with a keyring of its own, unlocked; prints what they print. */
async function inSession(lines: string, { unlock = true } = {}): Promise<{ cwd: string; stdout: string }> {
  const cwd = temporaryFolder()
  const script = [
    'set -u',
    `oauth-tokens() { '${process.execPath}' '${binary}' "$@"; }`,
    ...(unlock ? ['printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null'] : []),
    lines,
  ].join('\n')
  const env = { PATH: process.env.PATH ?? '', HOME: cwd, LANG: 'C.UTF-8', ...provider }
  const { stdout } = await promisify(execFile)('dbus-run-session', ['--', 'bash', '-c', script], { cwd, env })
  return { cwd, stdout }
}

describe.skipIf(missing && !process.env.CI)('a key in the keyring of the system', () => {
  test('is made and kept there, never shown, and used by its name from the environment, .env and configuration', async () => {
    const { cwd, stdout } = await inSession(`
      oauth-tokens keys generate --keyring
      echo '{"provider":"zalo-oa","account":"7","access_token":"a7","refresh_token":"r7"}' |
        OAUTH_TOKENS_KEY=keyring:default oauth-tokens import --json >/dev/null
      OAUTH_TOKENS_KEY=keyring:default oauth-tokens token zalo-oa:7
      echo OAUTH_TOKENS_KEY=keyring:default > .env; oauth-tokens token zalo-oa:7; rm .env
      echo '{"store":"file:./store","encryptionKeys":["keyring:default"],"providers":[{"adapter":"zalo-oa","clientId":"1","clientSecret":"s"}]}' > c.json
      oauth-tokens token zalo-oa:7 --config c.json
      OAUTH_TOKENS_KEY=keyring:default oauth-tokens doctor | grep -c 'keyring:default'
    `)
    expect(stdout).toBe('keyring:default\na7\na7\na7\n1\n')
    expect(existsSync(join(cwd, '.config', 'oauth-tokens', 'key'))).toBe(false)
  })

  test('is never overwritten; a name that has none is told', async () => {
    const { stdout } = await inSession(`
      oauth-tokens keys generate --keyring shop --json
      oauth-tokens keys generate --keyring shop 2>&1; echo "status $?"
      OAUTH_TOKENS_KEY=keyring:sohp oauth-tokens list 2>&1; echo "status $?"
    `)
    const [made, refused, status, unknown, last] = stdout.split('\n').filter((line) => !/^Next/.test(line))
    expect(made).toBe('{"key":"keyring:shop"}')
    expect([status, last]).toEqual(['status 2', 'status 2'])
    expect(refused).toMatch(/has a key "shop" already, and nothing was changed/)
    expect(unknown).toMatch(/has no key "sohp"/)
  })

  test('init makes one, so that the first import needs nothing more', async () => {
    const { stdout } = await inSession(`
      oauth-tokens init --provider zalo-oa --key keyring --json | grep -o '"key":"[a-z]*"'
      cat .env | cut -d= -f1
      echo '{"provider":"zalo-oa","account":"7","access_token":"a7","refresh_token":"r7"}' | oauth-tokens import >/dev/null
      oauth-tokens token zalo-oa:7
      grep -v '//' oauth-tokens.config.mjs | grep keyring
    `)
    expect(stdout).toBe(
      ['"key":"keyring"', 'ZALO_OA_CLIENT_SECRET', 'a7', "  encryptionKeys: ['keyring:default'],", ''].join(
        '\n',
      ),
    )
  })

  test('a keyring that is locked is told, and nothing waits for it', async () => {
    const { stdout } = await inSession(`oauth-tokens keys generate --keyring 2>&1; echo "status $?"`, {
      unlock: false,
    })
    expect(stdout).toMatch(/keyring of this system cannot be used \(.+\).*\nstatus 2\n$/s)
  })
})

test('without a session there is no keyring: that is told, and the kernel is not asked to remember instead', async () => {
  const cwd = temporaryFolder()
  const before = keptByKernel()
  const { status, stdout, stderr } = await runInNobodysSession(['keys', 'generate', '--keyring'], cwd)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(/keyring of this system cannot be used .* keep the key in \.env or in a file/s)
  expect(keptByKernel()).toEqual(before)
  writeFileSync(join(cwd, '.env'), 'OAUTH_TOKENS_KEY=keyring:default\n')
  const doctor = await runInNobodysSession(['doctor', '--json'], cwd)
  expect(doctor.status).toBe(2)
  expect(JSON.parse(doctor.stdout).findings[0]).toMatchObject({ area: 'keys', level: 'failed' })
})

test('without the library, which is optional, that is told; everything else works', async () => {
  const cwd = temporaryFolder()
  const alone = join(temporaryFolder(), 'cli')
  cpSync(dirname(dirname(binary)), alone, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|src|test)$/.test(source),
  })
  const command = join(alone, 'bin', 'oauth-tokens.js')
  const refused = await runInNobodysSession(['keys', 'generate', '--keyring'], cwd, command)
  expect(refused).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('npm install @napi-rs/keyring'),
  })
  const { stdout } = await runInNobodysSession(['keys', 'generate'], cwd, command)
  expect(stdout).toMatch(/^[\w-]{43}\n$/)
})

test.each(['a,b', '', 'a b', 'x'.repeat(101)])(
  'a name that cannot stand in a list of keys is refused: "%s"',
  async (name) => {
    const { status, stderr } = await runCommand(['keys', 'generate', '--keyring', name])
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/A name in the keyring/) })
  },
)

/** What Linux itself keeps for us, where it would be lost at the next boot. */
function keptByKernel(): string[] {
  if (!existsSync('/proc/keys')) return []
  const lines = readFileSync('/proc/keys', 'utf8').split('\n')
  return lines.filter((line) => line.includes('oauth-tokens')).map((line) => line.split(' ')[0] ?? '')
}

async function runInNobodysSession(argv: string[], cwd: string, command = binary) {
  const env = { PATH: process.env.PATH ?? '', HOME: cwd, ...noBus, ...provider }
  return promisify(execFile)(process.execPath, [command, ...argv], { cwd, env }).then(
    ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ ...error, status: error.code }),
  )
}
