import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from './support/run-command.ts'
import { connect, consent, firstOa, openHouse, type SandboxHouse } from './support/sandbox-house.ts'
import { binary, spawnCommand } from './support/spawn-command.ts'

const nowhere = () => ({ cwd: temporaryFolder(), env: {} })

describe('the built command', () => {
  test('prints its version on stdout and nothing else', async () => {
    expect(await spawnCommand(['--version'], nowhere()).finished).toEqual({
      status: 0,
      signal: null,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    })
  })

  test('keeps data on stdout and talk on stderr', async () => {
    const list = await spawnCommand(['list', '--json'], nowhere()).finished
    expect(list).toMatchObject({ status: 0, stdout: '[]\n', stderr: '' })
    // Not a terminal: nothing is said to a person.
    const plain = await spawnCommand(['list'], nowhere()).finished
    expect(plain).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })

  test('keeps its store and its key in the folders of the user, without anything configured', async () => {
    const { cwd } = nowhere()
    const env = { XDG_DATA_HOME: `${cwd}/d`, XDG_CONFIG_HOME: `${cwd}/c`, XDG_STATE_HOME: `${cwd}/s` }
    const provider = { ZALO_OA_CLIENT_ID: '1', ZALO_OA_CLIENT_SECRET: 's' }
    const command = spawnCommand(['import'], { cwd, env: { ...env, ...provider } })
    command.child.stdin.end('{"provider":"zalo-oa","account":"1","access_token":"a","refresh_token":"r"}')
    expect(await command.finished).toMatchObject({ status: 0, stdout: 'zalo-oa:1\n' })
    const again = spawnCommand(['token', 'zalo-oa:1'], { cwd, env: { ...env, ...provider } })
    expect(await again.finished).toMatchObject({ status: 0, stdout: 'a\n' })
  })

  test.each([
    [['lsit'], 2],
    [['token', 'zalo-oa:1'], 3],
    [['list', '--config', 'none.json'], 2],
  ])('%j ends with status %i and nothing on stdout', async (argv, status) => {
    expect(await spawnCommand(argv, nowhere()).finished).toMatchObject({ status, stdout: '' })
  })

  test('a reader that goes away is no error', async () => {
    const { cwd } = nowhere()
    const command = spawnCommand(['--help'], { cwd, env: {} })
    command.child.stdout.destroy()
    expect(await command.finished).toMatchObject({ status: 0, stderr: '' })
    const shell = `"${process.execPath}" "${binary}" token --help | head -1`
    const { stdout, stderr } = await promisify(execFile)('/bin/sh', ['-c', shell], { cwd })
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^Usage: .*\n$/), stderr: '' })
  })

  test.runIf(process.platform === 'linux')('a full disk is an error', async () => {
    const shell = `"${process.execPath}" "${binary}" keys generate --quiet > /dev/full`
    const failed = promisify(execFile)('/bin/sh', ['-c', shell], { cwd: temporaryFolder() })
    await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('ENOSPC') })
  })
})

describe('the built command and the sandbox', () => {
  let house: SandboxHouse
  beforeEach(async () => {
    house = await openHouse()
  })
  afterEach(() => house.close())

  test('a whole login, without a browser of its own', async () => {
    const login = spawnCommand(['login', 'zalo-oa', '--no-browser'], house)
    await fetch(await consent((await login.said(/^http:\S+\/permission\?\S+$/m))[0]))
    expect(await login.finished).toMatchObject({ status: 0, stdout: `zalo-oa:${firstOa}\n` })
  })

  test('a login by pasting ends after one line, though stdin stays open', async () => {
    const login = spawnCommand(['login', 'zalo-oa', '--paste'], house)
    login.child.stdin.write(`${await consent((await login.said(/^http:\S+\/permission\?\S+$/m))[0])}\n`)
    expect(await login.finished).toMatchObject({ status: 0, stdout: `zalo-oa:${firstOa}\n` })
  })

  test('Ctrl-C while it waits for a consent ends it with 130', async () => {
    const login = spawnCommand(['login', 'zalo-oa', '--no-browser'], house)
    await login.said(/^http/m)
    login.child.kill('SIGINT')
    expect(await login.finished).toMatchObject({ status: 130, stdout: '' })
  })

  test('Ctrl-C in the middle of a refresh: says so, and ends only when the new token is saved', async () => {
    const id = await connect(house)
    house.sandbox.faults.add({ kind: 'gate', id: 'held', hold: 'after-commit' })
    const refresh = spawnCommand(['refresh', id], house)
    await house.sandbox.faults.arrived('held')
    refresh.child.kill('SIGINT')
    await refresh.said(/finishing a refresh \(≤ 20 s\); again to abandon it: the token may be lost/)
    expect(refresh.child.exitCode).toBeNull()
    house.sandbox.faults.release('held')
    expect(await refresh.finished).toMatchObject({ status: 130, stdout: '' })
    const show = await spawnCommand(['show', id, '--json'], house).finished
    expect(JSON.parse(show.stdout)).toMatchObject({ status: 'active', generation: 2 })
  })

  test('a second Ctrl-C abandons it at once', async () => {
    const id = await connect(house)
    house.sandbox.faults.add({ kind: 'gate', id: 'held' })
    const refresh = spawnCommand(['refresh', id], house)
    await house.sandbox.faults.arrived('held')
    refresh.child.kill('SIGINT')
    await refresh.said(/finishing a refresh/)
    refresh.child.kill('SIGINT')
    expect(await refresh.finished).toMatchObject({ status: 130, signal: null, stdout: '' })
    house.sandbox.faults.release('held')
  })

  test('watch ends with 0 at SIGTERM', async () => {
    await connect(house)
    const watch = spawnCommand(['watch'], house)
    await watch.said(/Keeping every connection fresh/)
    watch.child.kill('SIGTERM')
    expect(await watch.finished).toMatchObject({ status: 0, stdout: '' })
  })

  test('watch ends when nobody reads its events any more', async () => {
    const watch = spawnCommand(['watch', '--json'], house)
    await watch.said(/Keeping every connection fresh/)
    watch.child.stdout.destroy()
    spawnCommand(['import', '--provider', 'zalo-oa', '--account', '1'], house).child.stdin.end(
      '{"refresh_token":"not-a-real-one"}',
    )
    expect(await watch.finished).toMatchObject({ status: 0 })
  })

  test('no secret of it can be seen by others: neither in argv nor in what it prints', async () => {
    const id = await connect(house)
    const { finished } = spawnCommand(['refresh', id, '--verbose', '--json'], house)
    const { stdout, stderr } = await finished
    const token = (await spawnCommand(['token', id], house).finished).stdout.trim()
    for (const secret of [token, house.env.ZALO_OA_CLIENT_SECRET, house.env.OAUTH_TOKENS_KEY]) {
      expect(stdout + stderr).not.toContain(secret)
    }
  })
})
