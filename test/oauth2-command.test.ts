import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand, temporaryFolder } from '../packages/cli/test/support/run-command.ts'
import { generateKey } from '../packages/core/src/index.ts'
import { basic, keyed, privateKeyPem, redirectUri } from '../packages/provider-oauth2/test/support/apps.ts'
import { Browser } from '../packages/provider-oauth2/test/support/browser.ts'
import { type Server, startServer } from '../packages/provider-oauth2/test/support/server.ts'

let server: Server
let house: { cwd: string; env: Record<string, string> }
beforeEach(async () => {
  server = await startServer()
  const env = { OAUTH_TOKENS_STORE: 'file:./store', OAUTH_TOKENS_KEY: generateKey() }
  house = { cwd: temporaryFolder(), env }
})
afterEach(() => server.close())

const run = (argv: string[]) => runCommand(argv, house)

/** A command that succeeds, and what it printed. */
async function printed(argv: string[]): Promise<string> {
  const { status, stdout, stderr } = await run(argv)
  expect({ argv, status, stderr: status === 0 ? '' : stderr }).toEqual({ argv, status: 0, stderr: '' })
  return stdout.trim()
}

/** What every connection with tokens must do. */
async function works(connection: string): Promise<void> {
  const first = await printed(['token', connection])
  expect(await printed(['token', connection])).toBe(first)
  expect(await printed(['refresh', connection])).toBe(connection)
  expect(await printed(['token', connection])).not.toBe(first)
}

describe('the command with the oauth2 adapter', () => {
  const configured = (provider: object) =>
    writeFileSync(
      join(house.cwd, 'oauth-tokens.config.json'),
      JSON.stringify({ providers: [{ adapter: 'oauth2', id: 'acme', issuer: server.issuer, ...provider }] }),
    )

  it('logs in by discovery, gives tokens, refreshes, revokes', async () => {
    house.env.ACME_SECRET = basic.clientSecret
    configured({
      clientId: basic.clientId,
      clientSecret: { env: 'ACME_SECRET' },
      redirectUri,
      scopes: ['openid', 'offline_access'],
      authorizationParameters: { prompt: 'consent' },
    })
    const back = await new Browser('user-1').consent(await printed(['url', 'acme']), redirectUri)
    const connection = await printed(['callback', back])
    expect(connection).toBe('acme:user-1')
    await works(connection)
    const last = await printed(['token', connection])
    expect(await server.isActive(last)).toBe(true)
    await printed(['revoke', connection])
    expect(await server.isActive(last)).toBe(false)
    expect((await run(['token', connection])).status).toBe(4)
    expect(server.replays).toBe(0)
  })

  it('gives the app tokens of its own, by a key from a file', async () => {
    writeFileSync(join(house.cwd, 'app.pem'), privateKeyPem)
    configured({ clientId: keyed.clientId, privateKey: { file: 'app.pem' }, keyId: keyed.keyId })
    const connection = await printed(['login', 'acme', '--account', 'the-app'])
    expect(connection).toBe('acme:the-app')
    await works(connection)
    expect(await server.isClientToken(await printed(['token', connection]))).toBe(true)
  })
})
