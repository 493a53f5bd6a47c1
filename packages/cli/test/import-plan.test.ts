import { createServer } from 'node:net'
import { demoApp } from '@oauth-tokens/sandbox'
import { describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from './support/run-command.ts'
import { clockOf, connect, firstOa, openHouse } from './support/sandbox-house.ts'

const env = {
  ZALO_OA_CLIENT_ID: '123',
  ZALO_OA_CLIENT_SECRET: 'secret',
  ZOHO_CLIENT_ID: '1000.A',
  ZOHO_CLIENT_SECRET: 'secret',
  OAUTH_TOKENS_STORE: 'file:./store',
  OAUTH_TOKENS_KEY: 'A'.repeat(43),
}
const entry = (account: string, refreshToken: string, provider = 'zalo-oa') => ({
  provider,
  account,
  access_token: `access of ${account}`,
  refresh_token: refreshToken,
})
const lines = (...entries: object[]) => entries.map((one) => JSON.stringify(one)).join('\n')

describe('import --dry-run', () => {
  test('says what is new, what is replaced and what is refused, and stores nothing', async () => {
    const cwd = temporaryFolder()
    await runCommand(['import'], { cwd, env, stdin: lines(entry('1', 'r1'), entry('2', 'r2')) })
    const before = await runCommand(['list', '--json'], { cwd, env })
    const stdin = lines(entry('1', 'r1-newer'), entry('3', 'r3'), entry('4', 'r2'))

    const plan = await runCommand(['import', '--dry-run', '--json'], { cwd, env, stdin })
    expect(plan.status).toBe(2)
    expect(JSON.parse(plan.stdout)).toEqual([
      {
        id: 'zalo-oa:1',
        provider: 'zalo-oa',
        account: '1',
        action: 'replace',
        replaces: { generation: 1, status: 'active' },
        where: 'stdin, line 1',
      },
      { id: 'zalo-oa:3', provider: 'zalo-oa', account: '3', action: 'add', where: 'stdin, line 2' },
      {
        id: 'zalo-oa:4',
        provider: 'zalo-oa',
        account: '4',
        action: 'refuse',
        sameGrantAs: 'zalo-oa:2',
        where: 'stdin, line 3',
        error: {
          name: 'ConfigurationError',
          code: 'grant_in_use',
          retryable: false,
          connection: 'zalo-oa:4',
          message: expect.stringContaining('zalo-oa:2'),
        },
      },
    ])

    const table = await runCommand(['import', '--dry-run'], { cwd, env, stdin })
    expect(table.stdout).toMatch(/zalo-oa:1 +new tokens, instead of generation 1 +stdin, line 1/)
    expect(table.stdout).toMatch(/zalo-oa:3 +a new connection +stdin, line 2/)
    expect(table.stdout).toMatch(/zalo-oa:4 +refused: grant_in_use/)
    expect(await runCommand(['list', '--json'], { cwd, env })).toEqual(before)
  })

  test('ends well when nothing is refused', async () => {
    const cwd = temporaryFolder()
    const plan = await runCommand(['import', '--dry-run'], { cwd, env, stdin: lines(entry('1', 'r1')) })
    expect(plan.status).toBe(0)
    expect((await runCommand(['list', '--json'], { cwd, env })).stdout).toBe('[]\n')
  })

  test('asks no provider, and with --check the provider alone', async () => {
    const calls: unknown[] = []
    const server = createServer((socket) => {
      calls.push(socket)
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const cwd = temporaryFolder()
    const listening = { ...env, ZALO_OA_BASE_URL: `http://127.0.0.1:${port}` }
    const stdin = lines(entry('1', 'r1'))
    expect((await runCommand(['import', '--dry-run'], { cwd, env: listening, stdin })).status).toBe(0)
    expect(calls).toHaveLength(0)
    const asked = await runCommand(['import', '--dry-run', '--check'], { cwd, env: listening, stdin })
    expect(asked.status).toBe(6)
    expect(calls.length).toBeGreaterThan(0)
    // What was to be checked and could not be is not taken at anybody's word.
    const stored = await runCommand(['import', '--check'], { cwd, env: listening, stdin })
    expect(stored).toMatchObject({ status: 6, stdout: '' })
    expect((await runCommand(['list', '--json'], { cwd, env })).stdout).toBe('[]\n')
    server.close()
  })

  test('knows an old backup by its spent refresh token', async () => {
    const house = await openHouse()
    const surroundings = { ...house, clock: clockOf(house) }
    const pair = house.sandbox.zalo.mint(demoApp.appId, firstOa)
    const stdin = lines({ ...entry(firstOa, pair.refreshToken), access_token: pair.accessToken })
    expect((await runCommand(['import'], { ...surroundings, stdin })).status).toBe(0)
    expect((await runCommand(['refresh', `zalo-oa:${firstOa}`], surroundings)).status).toBe(0)
    const again = await runCommand(['import', '--dry-run', '--json'], { ...surroundings, stdin })
    expect(JSON.parse(again.stdout)).toMatchObject([
      { action: 'refuse', replaces: { generation: 2 }, error: { code: 'refresh_token_spent' } },
    ])
    // Under another name it is the same old backup.
    const renamed = lines({ ...entry('other', pair.refreshToken), access_token: pair.accessToken })
    const other = await runCommand(['import', '--json'], { ...surroundings, stdin: renamed })
    expect(other.status).toBe(2)
    expect(JSON.parse(other.stdout)).toMatchObject([
      { error: { code: 'refresh_token_spent', message: expect.stringContaining(`zalo-oa:${firstOa}`) } },
    ])
    expect(JSON.parse((await runCommand(['list', '--json'], surroundings)).stdout)).toHaveLength(1)
    await house.close()
  })
})

describe('the same grant under another name', () => {
  test('is refused where it came by a login and a refresh, and forced', async () => {
    const house = await openHouse()
    const surroundings = { ...house, clock: clockOf(house) }
    const id = await connect(house)
    expect((await runCommand(['refresh', id], surroundings)).status).toBe(0)
    const exported = await runCommand(['export', '--plain'], surroundings)
    const stdin = JSON.stringify({ ...JSON.parse(exported.stdout), account: 'other' })
    const refused = await runCommand(['import'], { ...surroundings, stdin })
    expect(refused).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(`that of ${id}`) })
    const forced = await runCommand(['import', '--force'], { ...surroundings, stdin })
    expect(forced).toMatchObject({ status: 0, stdout: 'zalo-oa:other\n' })
    expect(forced.stderr).toMatch(new RegExp(`warning: .*same refresh token as ${id}`))
    await house.close()
  })

  test('is told, and no more, where refresh tokens can be used again', async () => {
    const cwd = temporaryFolder()
    await runCommand(['import'], { cwd, env, stdin: lines(entry('1', 'r1', 'zoho')) })
    const stdin = lines(entry('2', 'r1', 'zoho'))
    const second = await runCommand(['import'], { cwd, env, stdin })
    expect(second).toMatchObject({ status: 0, stdout: 'zoho:2\n' })
    expect(second.stderr).toMatch(/zoho:2 has the same refresh token as zoho:1/)
  })
})

test('one refused entry stops no other: each has its result, the first failure the status', async () => {
  const cwd = temporaryFolder()
  await runCommand(['import'], { cwd, env, stdin: lines(entry('1', 'r1')) })
  const stdin = lines(entry('2', 'r1'), entry('3', 'r3'), { ...entry('4', 'r4'), account: 'a b' })
  const imported = await runCommand(['import', '--json'], { cwd, env, stdin })
  expect(imported.status).toBe(2)
  expect(JSON.parse(imported.stdout)).toMatchObject([
    { id: 'zalo-oa:2', where: 'stdin, line 1', error: { code: 'grant_in_use' } },
    { id: 'zalo-oa:3', generation: 1, status: 'active' },
    { where: 'stdin, line 3', error: { code: 'invalid_account_id' } },
  ])
  expect(JSON.parse(imported.stderr)).toMatchObject({ error: { code: 'grant_in_use' } })
  const plain = await runCommand(['import'], { cwd, env, stdin })
  expect(plain.stdout).toBe('zalo-oa:3\n')
  expect(plain.stderr).toMatch(/stdin, line 3: .*\n.*stdin, line 1 was not imported:\noauth-tokens: /)
})
