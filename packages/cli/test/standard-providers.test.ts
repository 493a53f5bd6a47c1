import { generateKey } from '@oauth-tokens/core'
import { type Sandbox, sandboxUrls, standardServersAt, startSandbox } from '@oauth-tokens/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AdapterEntry, adapters } from '../src/adapters.ts'
import { demoSettings } from '../src/sandbox/demo-settings.ts'
import { runCommand, temporaryFolder } from './support/run-command.ts'
import { consent } from './support/sandbox-house.ts'

let sandbox: Sandbox
let house: { cwd: string; env: Record<string, string> }
beforeAll(async () => {
  sandbox = await startSandbox()
  const settings = { OAUTH_TOKENS_STORE: 'file:./store', OAUTH_TOKENS_KEY: generateKey() }
  house = { cwd: temporaryFolder(), env: { ...demoSettings(sandbox), ...settings } }
})
afterAll(() => sandbox.close())

/** A command that succeeds, and what it printed. */
async function printed(...argv: string[]): Promise<string> {
  const { status, stdout, stderr } = await runCommand(argv, house)
  expect({ argv, status, stderr: status === 0 ? '' : stderr }).toEqual({ argv, status: 0, stderr: '' })
  return stdout.trim()
}

const servers = standardServersAt(sandboxUrls('http://127.0.0.1:9'))

/** Those that a generator makes: what each of them must do with nothing but what the sandbox prints. */
describe.each(servers.map(({ name, app }) => [name, app] as const))('%s', (name, { accounts }) => {
  it('logs in, gives a token, and another one after a refresh', async () => {
    const { options }: AdapterEntry = (adapters as Record<string, AdapterEntry>)[name] ?? expect.fail()
    const [account] = accounts
    const browses = account !== undefined && 'redirectUri' in options
    const connection = browses
      ? await printed('callback', await consent(await printed('url', name)))
      : await printed('login', name, '--account', 'own')
    expect(connection).toBe(`${name}:${browses ? account.id : 'own'}`)
    const first = await printed('token', connection)
    expect(await printed('token', connection)).toBe(first)
    expect(await printed('refresh', connection)).toBe(connection)
    const second = await printed('token', connection)
    expect(second).not.toBe(first)
    expect(second).not.toBe('')
  })
})
