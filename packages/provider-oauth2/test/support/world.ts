import { createTokenManager, type ManagerOptions, systemClock, type TokenManager } from '@oauth-tokens/core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type OAuth2Options, oauth2 } from '../../src/index.ts'
import { basic, redirectUri } from './apps.ts'
import { Browser } from './browser.ts'
import { type Server, startServer } from './server.ts'

/** Time that passes fifty times as fast for whoever waits. */
const impatient = {
  ...systemClock,
  schedule: (action: () => void, delay: number) => systemClock.schedule(action, delay / 50),
}

/** A server for the tests of a file, and managers that are closed after each test. */
export function acme() {
  let running: Server | undefined
  const managers: TokenManager[] = []
  const server = () => {
    if (!running) throw new Error('The server is not running yet.')
    return running
  }
  beforeAll(async () => {
    running = await startServer()
  })
  afterEach(async () => {
    await Promise.all(managers.splice(0).map((manager) => manager.close()))
  })
  afterAll(() => running?.close())

  const provider = (more: Partial<OAuth2Options> = basic) =>
    oauth2({
      ...basic,
      id: 'acme',
      issuer: server().issuer,
      redirectUri,
      scopes: ['openid', 'email', 'offline_access'],
      // Without it this server gives web apps no refresh token.
      authorizationParameters: { prompt: 'consent' },
      ...more,
    })

  const manager = (adapter = provider(), options: Partial<ManagerOptions> = {}) => {
    const made = createTokenManager({ providers: [adapter], clock: impatient, ...options })
    managers.push(made)
    return made
  }

  const login = async (tokens: TokenManager, account: string) => {
    const { url } = await tokens.authorize('acme')
    const { connection } = await tokens.callback(await new Browser(account).consent(url, redirectUri))
    return connection
  }

  return { server, provider, manager, login }
}
