import { type Connection, createTokenManager, memoryStore, StoreUnavailableError } from '@oauth-tokens/core'
import { zaloOa } from '@oauth-tokens/provider-zalo-oa'
import Libsql from 'libsql'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Finding } from '../src/doctor/finding.ts'
import { liveConnections } from '../src/live-connections.ts'
import { runCommand, start } from './support/run-command.ts'
import { connect, openHouse, type SandboxHouse } from './support/sandbox-house.ts'

let house: SandboxHouse
let damaged: string
let whole: string
beforeAll(async () => {
  house = await openHouse()
  whole = await connect(house)
  damaged = await connect(house, { oa_id: '2491302944280861639' })
  const database = new Libsql(`${house.cwd}/store/tokens.db`)
  database.prepare('UPDATE connections SET tokens = ? WHERE id = ?').run('{not json', damaged)
  database.close()
})
afterAll(() => house.close())

const run = (...argv: string[]) => runCommand(argv, house)

describe('one record that cannot be read', () => {
  const told = () => ({ code: 'corrupt_record', connection: damaged })

  test('list prints all others, then names it: status 7', async () => {
    const { status, stdout, stderr } = await run('list')
    expect(status).toBe(7)
    expect(stdout).toContain(whole)
    expect(stdout).not.toContain(damaged)
    expect(stderr).toContain(`run \`oauth-tokens forget ${damaged}\``)
  })

  test('list --json is still an array, and the error a document', async () => {
    const { status, stdout, stderr } = await run('list', '--json')
    expect(status).toBe(7)
    expect(JSON.parse(stdout).map(({ id }: Connection) => id)).toEqual([whole])
    expect(JSON.parse(stderr).error).toMatchObject(told())
  })

  test('refresh --all refreshes all others, and counts it as failed', async () => {
    const { status, stdout } = await run('refresh', '--all', '--json')
    expect(status).toBe(7)
    expect(JSON.parse(stdout)).toMatchObject({
      refreshed: [{ connection: whole }],
      failed: [{ connection: damaged, error: told() }],
    })
  })

  test('export writes all others', async () => {
    const { status, stdout, stderr } = await run('export', '--plain')
    expect(status).toBe(7)
    expect(stdout.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain(damaged)
  })

  test('keys list counts all others, then names it: status 7', async () => {
    const { status, stdout, stderr } = await run('keys', 'list', '--json')
    expect(status).toBe(7)
    expect(JSON.parse(stdout).keys).toEqual([expect.objectContaining({ role: 'seals', connections: 1 })])
    expect(JSON.parse(stderr).error).toMatchObject(told())
    expect((await run('keys', 'list')).stdout).toMatch(/ seals +1 /)
  })

  test('keys rotate seals all others', async () => {
    const { status, stdout } = await run('keys', 'rotate', '--json')
    expect(status).toBe(7)
    expect(JSON.parse(stdout)).toMatchObject({ already: 1, failed: [{ connection: damaged }] })
  })

  test('doctor tells of it, and of the others', async () => {
    const { status, stdout } = await run('doctor', '--json')
    expect(status).toBe(7)
    const { findings } = JSON.parse(stdout)
    expect(findings).toContainEqual(expect.objectContaining({ area: 'connections', level: 'failed' }))
    const keys = findings.filter(({ area }: Finding) => area === 'keys')
    expect(keys.map(({ detail }: Finding) => detail)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('encrypted with it: 1 connection'),
        expect.stringContaining(damaged),
      ]),
    )
  })

  test('list --watch shows the others, warns, and goes on', async () => {
    const watching = start(['list', '--watch'], house)
    await watching.wrote(new RegExp(whole))
    await watching.said(new RegExp(`warning: .*${damaged}`))
    watching.send('SIGTERM')
    expect((await watching.finished).stderr).not.toContain('does not answer')
  })

  test('watch keeps the others fresh', async () => {
    const watching = start(['watch'], house)
    await watching.said(new RegExp(`${damaged} could not be listed`))
    watching.send('SIGTERM')
    await watching.finished
  })

  // Last: it is gone then.
  test('forget takes it away', async () => {
    expect(await run('forget', damaged)).toMatchObject({ status: 0 })
    expect(await run('list')).toMatchObject({ status: 0, stderr: '' })
  })
})

test('a store that cannot be read at all lists nothing, not even an empty array', async () => {
  const { writeFileSync, mkdirSync } = await import('node:fs')
  mkdirSync(`${house.cwd}/broken`, { mode: 0o700 })
  writeFileSync(`${house.cwd}/broken/tokens.db`, 'hello '.repeat(500))
  expect(await run('list', '--json', '--store', 'file:./broken')).toMatchObject({ status: 7, stdout: '' })
})

test('a connection whose record is damaged meanwhile stays in the live list, as it was', async () => {
  const store = memoryStore()
  const provider = zaloOa({ clientId: '1', clientSecret: 's', redirectUri: 'http://127.0.0.1:1/callback' })
  const manager = createTokenManager({ store, providers: [provider] })
  const add = (account: string) =>
    manager.import({ provider: 'zalo-oa', account, accessToken: 'a', refreshToken: `r-${account}` })
  await add('1')
  await add('2')
  const troubles: unknown[] = []
  const live = await liveConnections({ manager, store }, new AbortController().signal, {
    changed() {},
    troubled: (error) => troubles.push(error),
  })
  const { tokens } = await store.read('zalo-oa:1')
  await store.save('zalo-oa:1', tokens, '{not json')
  await vi.waitFor(() => expect(troubles).toEqual([expect.any(StoreUnavailableError)]), 5_000)
  expect([...live.all.keys()]).toEqual(['zalo-oa:1', 'zalo-oa:2'])
  live.stop()
  await manager.close()
})
