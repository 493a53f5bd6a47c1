import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runCommand, start } from './support/run-command.ts'
import { clockOf, connect, openHouse, type SandboxHouse } from './support/sandbox-house.ts'

let house: SandboxHouse
let id: string
beforeEach(async () => {
  house = await openHouse({ accessTokenLifetime: 6 })
  id = await connect(house)
})
afterEach(() => house.close())

const run = (...argv: string[]) => runCommand(argv, { ...house, clock: clockOf(house) })
const secondOa = '2491302944280861639'

describe('token', () => {
  test('prints the same token while it is fresh, and a new one after its expiry with one redemption', async () => {
    const first = await run('token', id)
    expect(first).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^\S+\n$/) })
    expect((await run('token', id)).stdout).toBe(first.stdout)
    house.sandbox.clock.advance(7000)
    const second = await run('token', id)
    expect(second).toMatchObject({ status: 0, stderr: '' })
    expect(second.stdout).not.toBe(first.stdout)
    expect(house.sandbox.stats().totals).toMatchObject({ redemptions: 1, replays: 0 })
  })

  test('prints the header line, in the words of the provider', async () => {
    const { stdout: token } = await run('token', id)
    expect((await run('token', id, '--header')).stdout).toBe(`access_token: ${token}`)
  })

  test('as JSON has no refresh token', async () => {
    const { stdout } = await run('token', id, '--json', '--header')
    const set = JSON.parse(stdout)
    expect(set).toMatchObject({ connection: id, generation: 1, header: { name: 'access_token' } })
    expect(Object.keys(set)).not.toContain('refreshToken')
    expect(Object.keys(set)).not.toContain('raw')
  })

  test('--min-ttl refreshes a token that would not live long enough', async () => {
    const { stdout: first } = await run('token', id)
    expect((await run('token', id, '--min-ttl', '5m')).stdout).not.toBe(first)
    expect((await run('token', id, '--min-ttl', 'soon')).status).toBe(2)
  })

  test('--rejected - takes the refused token from stdin and gets another; in argv it is not taken', async () => {
    const { stdout: refused } = await run('token', id)
    const again = await runCommand(['token', id, '--rejected', '-'], {
      ...house,
      clock: clockOf(house),
      stdin: refused,
    })
    expect(again.status).toBe(0)
    expect(again.stdout).not.toBe(refused)
    const inArgv = await run('token', id, '--rejected', 'planted-token')
    expect(inArgv).toMatchObject({ status: 2, stdout: '' })
    expect(inArgv.stderr).not.toContain('planted-token')
  })

  test('degraded: the token on stdout, a warning on stderr, status 0', async () => {
    const { stdout: first } = await run('token', id)
    house.sandbox.clock.advance(5000)
    house.sandbox.faults.add({ kind: 'throttled', times: 'always' })
    const { status, stdout, stderr } = await run('token', id)
    expect({ status, stdout }).toEqual({ status: 0, stdout: first })
    expect(stderr).toMatch(/^warning: .* is degraded/)
  })

  test('throttled and expired: status 5, with the time of the next try', async () => {
    house.sandbox.clock.advance(7000)
    house.sandbox.faults.add({ kind: 'throttled', as: 'status', retryAfter: 30, times: 'always' })
    const { status, stdout, stderr } = await run('token', id, '--json')
    expect({ status, stdout }).toEqual({ status: 5, stdout: '' })
    expect(JSON.parse(stderr)).toEqual({
      error: {
        name: 'RateLimitedError',
        code: expect.any(String),
        message: expect.any(String),
        retryable: true,
        connection: id,
        provider: 'zalo-oa',
        retryAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    })
  })

  test('a spent refresh token: status 4, and the login that cures it', async () => {
    house.sandbox.clock.advance(7000)
    house.sandbox.faults.add({ kind: 'error-body', code: -14014, times: 'always' })
    const { status, stderr } = await run('token', id)
    expect(status).toBe(4)
    expect(stderr).toContain('oauth-tokens login zalo-oa')
    expect((await run('list')).stdout).toContain('reauthorization-required')
    expect((await run('refresh', '--due')).status).toBe(0)
  })

  test('an unreachable provider: status 6', async () => {
    house.sandbox.clock.advance(7000)
    await house.sandbox.close()
    expect((await run('token', id)).status).toBe(6)
  })

  test.each([
    ['zalo-oa:1', 3, 'connection_not_found'],
    ['nobody:1', 3, 'unknown_provider'],
    ['no-colon', 2, 'invalid_connection_id'],
  ])('%s: status %i, code %s', async (connection, status, code) => {
    const result = await run('token', connection, '--json')
    expect(result).toMatchObject({ status, stdout: '' })
    expect(JSON.parse(result.stderr)).toMatchObject({ error: { code } })
  })
})

describe('refresh', () => {
  test('forces a new generation, and prints the ids that were refreshed', async () => {
    const { status, stdout, stderr } = await runCommand(['refresh', id], {
      ...house,
      clock: clockOf(house),
      terminal: true,
    })
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${id}\n` })
    expect(stderr).toContain('generation 2')
    expect((await run('refresh', id)).stderr).toBe('')
  })

  test('several at once: a summary, and the status of the first failure', async () => {
    const other = await connect(house, { oa_id: secondOa })
    house.sandbox.faults.add({ kind: 'error-body', code: -14014, accountId: secondOa })
    const { status, stdout, stderr } = await run('refresh', '--all', '--json', '--quiet')
    expect(status).toBe(4)
    expect(JSON.parse(stdout)).toEqual({
      refreshed: [{ connection: id, generation: 2, expiresAt: expect.any(String) }],
      degraded: [],
      fresh: [],
      failed: [{ connection: other, error: expect.objectContaining({ code: expect.any(String) }) }],
    })
    expect(JSON.parse(stderr)).toMatchObject({ error: { connection: other } })
  })

  test('--due leaves fresh ones alone', async () => {
    expect(JSON.parse((await run('refresh', '--due', '--json')).stdout)).toMatchObject({
      refreshed: [],
      fresh: [{ connection: id }],
    })
    house.sandbox.clock.advance(7000)
    expect((await run('refresh', '--due')).stdout).toBe(`${id}\n`)
    expect(house.sandbox.stats().totals.redemptions).toBe(1)
  })

  test('many on a terminal: a bar, and a summary in place of it', async () => {
    await connect(house, { oa_id: secondOa })
    const { status, stderr } = await runCommand(['refresh', '--all'], {
      ...house,
      clock: clockOf(house),
      terminal: true,
    })
    expect(status).toBe(0)
    expect(stderr).toMatch(/\r░+ Refreshed: 0 of 2 \(0 %\)/)
    expect(stderr).toMatch(/\r█+ Refreshed: 2 of 2 \(100 %\).*\r.*2 refreshed \(\d+ s\)\n$/)
    expect((await run('refresh', '--all')).stderr).toBe('')
  })

  test('many failures are told in part on a terminal, and all of them elsewhere', async () => {
    const tokens = Array.from({ length: 15 }, (_, index) =>
      JSON.stringify({
        provider: 'zalo-oa',
        account: `${index}`,
        access_token: 'a',
        refresh_token: `r${index}`,
      }),
    )
    const surroundings = { ...house, clock: clockOf(house) }
    await runCommand(['import'], { ...surroundings, stdin: tokens.join('\n') })
    house.sandbox.faults.add({ kind: 'error-body', code: -14014, times: 'always' })
    const seen = await runCommand(['refresh', '--all'], { ...surroundings, terminal: true })
    expect(seen.status).toBe(4)
    expect(seen.stderr.match(/warning: zalo-oa:/g)).toHaveLength(10)
    expect(seen.stderr).toContain('… and 5 more failed; with --json all are told.')
    expect((await run('refresh', '--all')).stderr.match(/^warning: zalo-oa:/gm)).toHaveLength(15)
  })

  test('wants to know what to refresh, and only one way', async () => {
    expect((await run('refresh')).status).toBe(2)
    expect((await run('refresh', id, '--all')).status).toBe(2)
  })

  test('an interruption of many keeps what is done, and tells how far it came', async () => {
    await connect(house, { oa_id: secondOa })
    house.sandbox.faults.add({ kind: 'gate', id: 'held', accountId: secondOa })
    const refreshing = start(['refresh', '--all'], { ...house, clock: clockOf(house) })
    await house.sandbox.faults.arrived('held')
    await vi.waitFor(async () => expect((await run('show', id)).stdout).toMatch(/^generation: +2$/m), 5_000)
    refreshing.send('SIGINT')
    await refreshing.said(/finishing a refresh/)
    house.sandbox.faults.release('held')
    const { status, stderr } = await refreshing.finished
    expect(status).toBe(130)
    expect(stderr).toMatch(/^Stopped after 2 of 2: 2 refreshed\. What was refreshed is saved\.$/m)
    expect(JSON.parse((await run('list', '--json')).stdout)).toMatchObject([
      { generation: 2 },
      { generation: 2 },
    ])
  })

  test('an interruption lets what was sent be finished and saved, and starts no more', async () => {
    await connect(house, { oa_id: secondOa })
    house.sandbox.faults.add({ kind: 'gate', id: 'held' })
    const refreshing = start(['refresh', id], { ...house, clock: clockOf(house) })
    await house.sandbox.faults.arrived('held')
    refreshing.send('SIGTERM')
    await refreshing.said(/finishing a refresh \(≤ 20 s\); again to abandon it: the token may be lost/)
    house.sandbox.faults.release('held')
    expect(await refreshing.finished).toMatchObject({ status: 130, stdout: '', abandoned: false })
    expect(JSON.parse((await run('show', id, '--json')).stdout)).toMatchObject({ generation: 2 })
  })

  test('a second interruption abandons it at once', async () => {
    house.sandbox.faults.add({ kind: 'gate', id: 'held' })
    const refreshing = start(['refresh', id], { ...house, clock: clockOf(house) })
    await house.sandbox.faults.arrived('held')
    refreshing.send('SIGINT')
    refreshing.send('SIGINT')
    expect(await refreshing.finished).toMatchObject({ status: 130, abandoned: true })
    house.sandbox.faults.release('held')
  })
})

describe('watch', () => {
  test('refreshes what is due, tells it as JSON lines on stdout, and ends cleanly with SIGTERM', async () => {
    house.sandbox.clock.advance(7000)
    const watching = start(['watch', '--json', '--verbose'], { ...house, clock: clockOf(house) })
    await watching.wrote(/refreshed/)
    watching.send('SIGTERM')
    const { status, stdout } = await watching.finished
    expect(status).toBe(0)
    expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({
      type: 'refreshed',
      connection: id,
      provider: 'zalo-oa',
      generation: 2,
    })
  })

  test('tells events on stderr otherwise, and ends with 130 at Ctrl-C', async () => {
    house.sandbox.clock.advance(7000)
    const watching = start(['watch'], { ...house, clock: clockOf(house) })
    await watching.said(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}zalo-oa:\d+ refreshed: generation 2\.$/m)
    watching.send('SIGINT')
    const { status, stdout, stderr } = await watching.finished
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' })
    // The manager's own log says the same in other words.
    expect(stderr.match(/zalo-oa:\d+ refreshed/g)).toHaveLength(1)
    expect(stderr).toMatch(/^Stopped: 1 refreshed, 0 failed attempts since \d{4}-\d\d-\d\d \d\d:\d\d\.$/m)
  })

  test('in the language of its reader, with trouble as a warning', async () => {
    house.sandbox.clock.advance(7000)
    house.sandbox.faults.add({ kind: 'error-body', code: -14014 })
    const watching = start(['watch', '--lang', 'vi'], { ...house, clock: clockOf(house) })
    await watching.said(/^cảnh báo: .* cần chủ tài khoản cấp quyền lại \(.*\): oauth-tokens login zalo-oa/m)
    watching.send('SIGTERM')
    expect(await watching.finished).toMatchObject({ status: 0, stdout: '' })
  })
})

describe('list, show and forget', () => {
  test('list is an aligned table, or an array', async () => {
    const other = await connect(house, { oa_id: secondOa })
    const { stdout } = await run('list')
    const [heading = '', ...rows] = stdout.trimEnd().split('\n')
    expect(rows.map((row) => row.split(/ {2,}/)[0])).toEqual([other, id])
    expect(rows.map((row) => row.indexOf('active'))).toEqual([
      heading.indexOf('STATUS'),
      heading.indexOf('STATUS'),
    ])
    const connections = JSON.parse((await run('list', '--json')).stdout)
    expect(connections).toMatchObject([{ id: other }, { id, status: 'active', generation: 1 }])
  })

  test('list shows those of one provider or in one state', async () => {
    const other = await connect(house, { oa_id: secondOa })
    house.sandbox.faults.add({ kind: 'error-body', code: -14014, accountId: secondOa })
    await run('refresh', other)
    const ids = async (...flags: string[]) =>
      JSON.parse((await run('list', '--json', ...flags)).stdout).map((one: { id: string }) => one.id)
    expect(await ids('--status', 'active')).toEqual([id])
    expect(await ids('--status', 'reauthorization-required', '--provider', 'zalo-oa')).toEqual([other])
    expect(await ids('--provider', 'zoho')).toEqual([])
    const none = await runCommand(['list', '--provider', 'zoho'], { ...house, terminal: true })
    expect(none).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining('`oauth-tokens list`'),
    })
  })

  test('list --watch --json is a document for each connection, then for each change, whoever made it', async () => {
    const watching = start(['list', '--watch', '--json'], { ...house, clock: clockOf(house) })
    await watching.wrote(/"generation":1.*\n/)
    await run('refresh', id)
    await watching.wrote(/"generation":2.*\n/)
    await run('forget', id)
    await watching.wrote(/"gone":true.*\n/)
    watching.send('SIGINT')
    const { status, stdout } = await watching.finished
    expect(status).toBe(130)
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { id, status: 'active', generation: 1 },
      { id, status: 'active', generation: 2 },
      { id, gone: true },
    ])
  })

  test('list --watch off a terminal is a line for each, with its time, and follows what fits', async () => {
    const other = await connect(house, { oa_id: secondOa })
    const watching = start(['list', '--watch', '--status', 'active'], { ...house, clock: clockOf(house) })
    await watching.wrote(/active.*\n.*active.*\n/)
    house.sandbox.faults.add({ kind: 'error-body', code: -14014, accountId: secondOa })
    await run('refresh', other)
    await watching.wrote(
      new RegExp(`^\\d{4}-\\S+ [\\d:]{8} {2}${other} {2}reauthorization-required {2}generation 1`, 'm'),
    )
    watching.send('SIGTERM')
    const { status, stdout } = await watching.finished
    expect(status).toBe(0)
    expect(stdout.trim().split('\n')).toHaveLength(3)
  })

  test('an empty list is empty on stdout, and says on stderr what makes a connection', async () => {
    await run('forget', id)
    expect(await runCommand(['list'], { ...house, terminal: true })).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining('login'),
    })
    expect((await run('list', '--json')).stdout).toBe('[]\n')
  })

  test('show has the facts and no secrets', async () => {
    const { stdout: token } = await run('token', id)
    const { stdout } = await run('show', id)
    expect(stdout).toMatch(new RegExp(`^id: +${id}$`, 'm'))
    expect(stdout).toMatch(/^label: +Tiệm Bánh Mì Cô Ba$/m)
    expect(stdout).toMatch(/^expires: +\d{4}-\d\d-\d\d \d\d:\d\d \(in \d s\)$/m)
    expect(stdout).not.toContain(token.trim())
  })

  test('forget removes it here; a second time it is not found', async () => {
    expect((await run('forget', id, '--json')).stdout).toBe(`{"connection":"${id}","forgotten":true}\n`)
    expect((await run('show', id)).status).toBe(3)
    expect((await run('forget', id)).status).toBe(3)
  })
})

test('no secret is in any output of any command', async () => {
  const outputs = await Promise.all([
    run('list', '--json'),
    run('show', id, '--json'),
    run('providers'),
    run('providers', '--json'),
    run('refresh', id, '--json', '--verbose'),
    run('list', '--verbose'),
  ])
  const { stdout: token } = await run('token', id)
  const all = outputs.map(({ stdout, stderr }) => stdout + stderr).join('')
  for (const secret of [token.trim(), house.env.ZALO_OA_CLIENT_SECRET, house.env.OAUTH_TOKENS_KEY]) {
    expect(all).not.toContain(secret)
  }
})
