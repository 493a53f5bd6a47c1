import { generateKey } from '@oauth-tokens/core'
import { describe, expect, test } from 'vitest'
import { runCommand, start, temporaryFolder } from './support/run-command.ts'

const provider = { ZALO_OA_CLIENT_ID: '1', ZALO_OA_CLIENT_SECRET: 'planted-secret' }

/** A store with connections that the key sealed. */
async function storeWith(key: string, accounts: readonly string[]) {
  const cwd = temporaryFolder()
  const env = (keys: string) => ({
    ...provider,
    OAUTH_TOKENS_STORE: 'file:./store',
    OAUTH_TOKENS_KEY: keys,
  })
  const lines = accounts.map((account) =>
    JSON.stringify({
      provider: 'zalo-oa',
      account,
      access_token: `a${account}`,
      refresh_token: `r${account}`,
    }),
  )
  const imported = await runCommand(['import'], { cwd, env: env(key), stdin: lines.join('\n') })
  expect(imported).toMatchObject({ status: 0 })
  return {
    run: (argv: string[], keys: string, terminal = false) =>
      runCommand(argv, { cwd, env: env(keys), terminal }),
    start: (argv: string[], keys: string) => start(argv, { cwd, env: env(keys), terminal: true }),
  }
}

const [older, newer] = [generateKey(), generateKey()]

describe('keys list', () => {
  test('says what each key is for and never shows one', async () => {
    const { run } = await storeWith(older, ['1', '2'])
    const listed = await run(['keys', 'list', '--json'], `${newer},${older}`)
    expect(JSON.parse(listed.stdout)).toEqual({
      keys: [
        { id: expect.any(String), role: 'seals', connections: 0, rescued: 0, remembering: 0 },
        {
          id: expect.any(String),
          role: 'opens',
          connections: 2,
          rescued: 0,
          remembering: expect.any(Number),
        },
      ],
    })
    const plain = await run(['keys', 'list'], `${newer},${older}`)
    expect(plain.stdout).toMatch(/^KEY +ROLE +CONNECTIONS.*\n\S+ +seals +0 .*\n\S+ +opens +2 /)
    for (const key of [older, newer]) expect(listed.stdout + plain.stdout).not.toContain(key)
  })

  test('names a key that is missing, with a warning', async () => {
    const { run } = await storeWith(older, ['1'])
    const { status, stdout, stderr } = await run(['keys', 'list'], newer)
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/missing +1/) })
    expect(stderr).toMatch(/^warning: Key \S+ is missing/)
  })
})

describe('keys rotate', () => {
  test('seals everything with the first key, so that the old one may go; a second run finds nothing to do', async () => {
    const { run } = await storeWith(older, ['1', '2', '3'])
    const first = await run(['keys', 'rotate', '--json'], `${newer},${older}`)
    expect(first).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(first.stdout)).toMatchObject({ reencrypted: 3, already: 0, rescued: 0, failed: [] })
    expect(await run(['token', 'zalo-oa:2'], newer)).toMatchObject({ status: 0, stdout: 'a2\n' })
    const second = await run(['keys', 'rotate', '--json'], newer)
    expect(JSON.parse(second.stdout)).toMatchObject({ reencrypted: 0, already: 3 })
  })

  test('shows progress on a terminal only, and takes it away at the end', async () => {
    const accounts = ['1', '2', '3']
    const { run } = await storeWith(older, accounts)
    const { stdout, stderr } = await run(['keys', 'rotate'], `${newer},${older}`, true)
    expect(stderr).toContain('█ Sealed anew: 3 of 3 (100 %)')
    expect(stderr).toContain('\r\u001b[KEverything is sealed with ')
    expect(stdout).toMatch(/^key: +\S+\nsealed anew: +3\nalready so: +0\n/)
    const { run: quiet } = await storeWith(older, accounts)
    expect((await quiet(['keys', 'rotate'], `${newer},${older}`)).stderr).toBe('')
  })

  test('with one key only it says how to change it', async () => {
    const { run } = await storeWith(older, ['1'])
    const { stderr } = await run(['keys', 'rotate'], older, true)
    expect(stderr).toMatch(
      /append a new one in every process \(OAUTH_TOKENS_KEY=OLD,NEW\).* first everywhere \(NEW,OLD\)/,
    )
  })

  test('names what it could not open, goes on with the others, and ends with that status', async () => {
    const { run } = await storeWith(older, ['1', '2'])
    const { status, stdout, stderr } = await run(['keys', 'rotate', '--json'], newer)
    expect(status).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ reencrypted: 0 })
    const failed: { connection: string; error: { code: string } }[] = JSON.parse(stdout).failed
    expect(failed.map(({ connection }) => connection).sort()).toEqual(['zalo-oa:1', 'zalo-oa:2'])
    expect(failed.map(({ error }) => error.code)).toEqual(['unknown_key', 'unknown_key'])
    expect(stderr).toContain('unknown_key')
    const plain = await run(['keys', 'rotate'], newer)
    for (const id of ['zalo-oa:1', 'zalo-oa:2']) expect(plain.stderr).toContain(id)
  })

  test('Ctrl-C stops it between two connections; the next run does the rest', async () => {
    const accounts = Array.from({ length: 300 }, (_, index) => String(index))
    const { start, run } = await storeWith(older, accounts)
    const rotating = start(['keys', 'rotate'], `${newer},${older}`)
    await rotating.said(/Sealed anew: \d+ of 300/)
    rotating.send('SIGINT')
    const { status, stdout, stderr } = await rotating.finished
    expect(status).toBe(130)
    expect(stderr).toContain('Run `oauth-tokens keys rotate` again')
    const done = Number(/^sealed anew: +(\d+)$/m.exec(stdout)?.[1])
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(300)
    const rest = JSON.parse((await run(['keys', 'rotate', '--json'], `${newer},${older}`)).stdout)
    expect(rest).toMatchObject({ reencrypted: 300 - done, already: done, failed: [] })
  })
})
