import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand, temporaryFolder } from './support/run-command.ts'
import { openTerminal, terminalMissing } from './support/terminal.ts'

const env = {
  ZALO_OA_CLIENT_ID: '123',
  ZALO_OA_CLIENT_SECRET: 'secret',
  OAUTH_TOKENS_STORE: 'file:./store',
  OAUTH_TOKENS_KEY: 'A'.repeat(43),
}
const passphrase = 'correct horse battery'

async function filled(): Promise<string> {
  const cwd = temporaryFolder()
  const stdin = '{"provider":"zalo-oa","account":"1","refresh_token":"planted"}'
  expect((await runCommand(['import'], { cwd, env, stdin })).status).toBe(0)
  return cwd
}

describe.skipIf(terminalMissing)('export and import at a terminal', () => {
  it('ask for the passphrase, unseen, twice and once', async () => {
    const cwd = await filled()
    const terminal = await openTerminal(['export', '--output', 'moving.jwe'], { cwd, env })
    await terminal.sees(/Passphrase for the export/)
    await terminal.types('too short')
    await terminal.presses('Enter')
    await terminal.sees(/9 characters: expected at least 12/)
    await terminal.presses('C-u')
    await terminal.types(passphrase)
    await terminal.presses('Enter')
    await terminal.sees(/The same passphrase again/)
    await terminal.types('something else')
    await terminal.presses('Enter')
    await terminal.sees(/not the one before/)
    await terminal.presses('C-u')
    await terminal.types(passphrase)
    await terminal.presses('Enter')
    expect(await terminal.status()).toBe(0)
    expect(await terminal.screen()).not.toMatch(/correct|something|too short/)
    expect(readFileSync(join(cwd, 'moving.jwe'), 'utf8')).toMatch(/^eyJ/)

    const reading = await openTerminal(['import', 'moving.jwe', '--dry-run'], { cwd, env })
    await reading.sees(/Passphrase of moving\.jwe/)
    await reading.types('not the right one')
    await reading.presses('Enter')
    await reading.sees(/Wrong passphrase; try again/)
    await reading.types(passphrase)
    await reading.presses('Enter')
    expect(await reading.sees(/new tokens, instead of generation 1/)).not.toMatch(/correct|right one/)
    expect(await reading.status()).toBe(0)
  })

  it('write nothing when Ctrl-C answers the question', async () => {
    const cwd = await filled()
    const terminal = await openTerminal(['export', '--output', 'moving.jwe'], { cwd, env })
    await terminal.sees(/Passphrase for the export/)
    await terminal.presses('C-c')
    expect(await terminal.status()).toBe(130)
    expect(existsSync(join(cwd, 'moving.jwe'))).toBe(false)
  })

  it('do not show tokens on the screen', async () => {
    const cwd = await filled()
    const terminal = await openTerminal(['export', '--plain'], { cwd, env })
    expect(await terminal.status()).toBe(2)
    expect(await terminal.sees(/would show tokens on this screen/)).not.toContain('planted')
  })

  it('take what is pasted, until Ctrl-D', async () => {
    const cwd = temporaryFolder()
    const terminal = await openTerminal(['import', '--provider', 'zalo-oa', '--account', '7'], { cwd, env })
    await terminal.sees(/then press Ctrl-D/)
    await terminal.types('REFRESH_TOKEN=r1')
    await terminal.presses('Enter', 'C-d')
    await terminal.sees(/zalo-oa:7/)
    expect(await terminal.status()).toBe(0)
  })
})
