import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from './support/run-command.ts'
import { connect, openHouse, type SandboxHouse } from './support/sandbox-house.ts'
import { binary, spawnCommand } from './support/spawn-command.ts'

interface Place {
  cwd: string
  env: Record<string, string>
}

const nowhere = (): Place => ({ cwd: temporaryFolder(), env: {} })

/** What a person types, in a shell that stops at the first failure, also in the middle of a pipe. */
function shell(
  script: string,
  { cwd, env }: Place,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const folder = join(cwd, 'bin')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'oauth-tokens'), `#!/bin/sh\nexec "${process.execPath}" "${binary}" "$@"\n`)
  chmodSync(join(folder, 'oauth-tokens'), 0o755)
  const bash = spawn('/bin/bash', ['--norc', '-eu', '-o', 'pipefail', '-c', script], {
    cwd,
    env: { PATH: `${folder}:${process.env.PATH}`, HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  bash.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  bash.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  return new Promise((resolve) => bash.on('close', (status) => resolve({ status, stdout, stderr })))
}

describe('in a shell', () => {
  test.each([
    'oauth-tokens --help | head -1',
    'oauth-tokens help token | head -1',
    'oauth-tokens completion bash | head -1',
    'oauth-tokens completion zsh | true',
    'oauth-tokens --version | true',
  ])('a reader that has seen enough is no failure of the pipe: %s', async (script) => {
    expect(await shell(script, nowhere())).toMatchObject({ status: 0, stderr: '' })
  })

  test
    .runIf(process.platform === 'linux')
    .each([
      'oauth-tokens --help',
      'oauth-tokens --version',
      'oauth-tokens keys generate',
      'oauth-tokens completion bash',
      'oauth-tokens list --json',
    ])('a full disk is told, with status 1: %s', async (script) => {
    const { status, stderr } = await shell(`${script} > /dev/full`, nowhere())
    expect({ status, stderr: stderr.split('\n')[0] }).toEqual({
      status: 1,
      stderr: expect.stringMatching(
        /"message":"The output|^oauth-tokens: The output could not be written: the disk is full/,
      ),
    })
    expect(stderr).not.toContain('Please report')
  })

  test.each([
    ['oauth-tokens import', /stdin/],
    ['oauth-tokens callback -', /stdin/],
    ['oauth-tokens token zalo-oa:1 --rejected -', /stdin/],
  ])('a closed stdin is an empty one: %s', async (script, said) => {
    for (const empty of ['<&-', '< /dev/null']) {
      const { status, stdout, stderr } = await shell(`${script} ${empty}`, nowhere())
      expect({ status, stdout, stderr }).toEqual({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(said),
      })
    }
  })

  test('whoever closes stdout or stderr gets the status all the same', async () => {
    expect(await shell('oauth-tokens --version >&-', nowhere())).toMatchObject({ status: 0, stderr: '' })
    expect(await shell('oauth-tokens lsit 2>&-', nowhere())).toMatchObject({ status: 2, stdout: '' })
    expect(await shell('oauth-tokens keys generate 2>&-', nowhere())).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\S{43}\n$/),
    })
  })

  test('the command alone tells how to use it, on stderr, and that something was missing', async () => {
    const { status, stdout, stderr } = await shell('oauth-tokens', nowhere())
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^Usage: oauth-tokens .*Examples:.*oauth-tokens: A command is missing\./s)
    const group = await shell('oauth-tokens keys', nowhere())
    expect(group.stderr).toMatch(/^Usage: oauth-tokens keys .*rotate.*oauth-tokens: A command is missing\./s)
    const json = await shell('oauth-tokens --json', nowhere())
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'usage' } })
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends a command that waits for stdin, with 130',
    async (signal) => {
      const command = spawnCommand(['import', '--verbose'], nowhere())
      // By then it is started; what it reads next never comes.
      await command.said(/./)
      command.child.kill(signal)
      expect(await command.finished).toMatchObject({ status: 130, signal: null, stdout: '' })
    },
  )
})

describe('TOKEN=$(oauth-tokens token …)', () => {
  let house: SandboxHouse
  let id: string
  beforeEach(async () => {
    house = await openHouse({ accessTokenLifetime: 1800 })
    id = await connect(house)
  })
  afterEach(() => house.close())

  /** Byte for byte what a variable of the shell holds afterwards. */
  const caught = (flags: string, env: Record<string, string> = {}) => {
    const script = `TOKEN=$(oauth-tokens token ${id} ${flags}); printf '%s' "$TOKEN"`
    return shell(script, { cwd: house.cwd, env: { ...house.env, ...env } })
  }

  test('holds the token and nothing else, whatever else is said', async () => {
    const { stdout: token, stderr } = await caught('')
    expect(token).toMatch(/^[\w.-]{40,}$/)
    expect(stderr).toBe('')
    for (const env of [{}, { OAUTH_TOKENS_LANG: 'vi', FORCE_COLOR: '1' }]) {
      const verbose = await caught('--verbose', env)
      expect(verbose).toMatchObject({ status: 0, stdout: token })
      expect(verbose.stderr).not.toBe('')
    }
  })

  test('holds the old token where refreshing fails, and the warning goes past it', async () => {
    // It is due, and lives for some minutes more.
    const issuedAt = String(Math.floor(Date.now() / 1000) - 3400)
    const tokens = { access_token: 'old-token', refresh_token: 'r', expires_in: 3600 }
    const imported = await runCommand(
      ['import', '--provider', 'zalo-oa', '--account', '77', '--issued-at', issuedAt],
      { ...house, stdin: JSON.stringify(tokens) },
    )
    id = imported.stdout.trim()
    house.sandbox.faults.add({ kind: 'throttled', times: 'always' })
    const { status, stdout, stderr } = await caught('')
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'old-token' })
    expect(stderr).toMatch(/^warning: .* is degraded/)
  })

  test('stays empty where there is no token, and the script stops', async () => {
    house.sandbox.faults.add({ kind: 'error-body', code: -14014, times: 'always' })
    const { status, stdout, stderr } = await caught('--min-ttl 31m')
    expect(status).not.toBe(0)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^oauth-tokens: /)
  })
})
