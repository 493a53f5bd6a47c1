import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCommand, start, temporaryFolder } from './support/run-command.ts'
import { consent } from './support/sandbox-house.ts'

describe('sandbox', () => {
  test('prints settings that a login works with', async () => {
    const sandbox = start(['sandbox', '--json', '--access-token-lifetime', '6s'])
    await sandbox.wrote(/\n/)
    sandbox.send('SIGTERM')
    const { status, stdout } = await sandbox.finished
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      url: expect.stringMatching(/^http:/),
      env: { ZALO_OA_CLIENT_ID: expect.any(String), OAUTH_TOKENS_STORE: expect.stringMatching(/^file:/) },
    })
  })

  test('the printed lines are what a shell takes, and point to the running sandbox', async () => {
    const sandbox = start(['sandbox'], { terminal: true })
    await sandbox.said(/listens on/)
    const [stdout] = await sandbox.wrote(/^(?:export .*\n)+$/)
    expect(stdout).toMatch(/^(export [A-Z_]+='[^']*'\n)+$/)
    const env = Object.fromEntries(
      [...stdout.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]),
    )
    const link = await runCommand(['url', 'zalo-oa'], { env })
    const { status, stdout: id } = await runCommand(['callback', await consent(link.stdout.trim())], { env })
    expect({ status, id }).toEqual({ status: 0, id: expect.stringMatching(/^zalo-oa:\d+\n$/) })
    sandbox.send('SIGINT')
    expect((await sandbox.finished).status).toBe(130)
  })

  test('a taken port names --port; a silly lifetime names its flag', async () => {
    const sandbox = start(['sandbox'])
    const [, port = ''] = await sandbox.wrote(/BASE_URL='http:\/\/127\.0\.0\.1:(\d+)/)
    expect(await runCommand(['sandbox', '--port', port])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--port'),
    })
    expect(await runCommand(['sandbox', '--access-token-lifetime', '0s'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--access-token-lifetime'),
    })
    sandbox.send('SIGTERM')
    await sandbox.finished
  })

  test('says that a configuration file hides its settings', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'oauth-tokens.config.json'), '{}')
    const sandbox = start(['sandbox'], { cwd })
    await sandbox.said(/warning: .*another folder/)
    sandbox.send('SIGTERM')
    await sandbox.finished
  })
})

test('keys generate prints a key that a store takes', async () => {
  const { status, stdout } = await runCommand(['keys', 'generate'])
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^[\w-]{43}\n$/) })
  const env = { OAUTH_TOKENS_KEY: stdout.trim(), OAUTH_TOKENS_STORE: 'file:./store' }
  expect((await runCommand(['list', '--json'], { env })).status).toBe(0)
  expect(JSON.parse((await runCommand(['keys', 'generate', '--json'])).stdout)).toEqual({
    key: expect.any(String),
  })
})

describe('providers', () => {
  const env = {
    ZALO_OA_CLIENT_ID: '123',
    ZALO_OA_CLIENT_SECRET: 'planted-secret',
    ZALO_OA_REDIRECT_URI: 'http://127.0.0.1:8910/callback',
  }

  test('lists what is configured, without secrets', async () => {
    const plain = await runCommand(['providers'], { env })
    expect(plain.stdout).toMatch(/^PROVIDER .*\nzalo-oa +zalo-oa +123 +http:/)
    const { stdout } = await runCommand(['providers', '--json'], { env })
    expect(JSON.parse(stdout)).toEqual([
      {
        id: 'zalo-oa',
        adapter: 'zalo-oa',
        clientId: '123',
        redirectUri: 'http://127.0.0.1:8910/callback',
        scopes: [],
        hosts: expect.arrayContaining(['https://openapi.zalo.me']),
      },
    ])
    expect(plain.stdout + stdout).not.toContain('planted-secret')
  })

  test('without any: an empty array, or how to configure one', async () => {
    expect(await runCommand(['providers', '--json'])).toMatchObject({ status: 0, stdout: '[]\n' })
    expect(await runCommand(['providers'])).toMatchObject({ status: 3, stdout: '' })
  })
})

describe('a store that cannot be used', () => {
  test('a foreign file in its place is status 7, and is left alone', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'store'), 'not a folder')
    const env = { OAUTH_TOKENS_STORE: 'file:./store', OAUTH_TOKENS_KEY: 'A'.repeat(43) }
    const { status, stdout, stderr } = await runCommand(['list', '--json'], { cwd, env })
    expect({ status, stdout }).toEqual({ status: 7, stdout: '' })
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: expect.any(String) } })
  })

  test('an unknown kind of store and an unusable key are status 2', async () => {
    expect((await runCommand(['list', '--store', 'ftp://x'])).status).toBe(2)
    const env = { OAUTH_TOKENS_STORE: 'file:./store', OAUTH_TOKENS_KEY: 'planted-key' }
    const { status, stderr } = await runCommand(['list'], { env })
    expect(status).toBe(2)
    expect(stderr).not.toContain('planted-key')
  })
})
