import { describe, expect, it } from 'vitest'
import { acme } from './acme.ts'
import { exchange, server, tokens } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

const codesFrom = 'A code comes from the app: call exchange() with it.'
const appOnly = () => acme({ redirectUri: undefined }, { codesFrom, pkce: 'elsewhere' })

describe('a provider whose codes come from elsewhere', () => {
  it('says so instead of making a link, and not that an option is missing', async () => {
    expect(appOnly().codesFrom).toBe(codesFrom)
    await expect(appOnly().authorizationUrl({ state: 's' })).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'no_consent_page',
      message: `Provider acme has no consent page of its own. ${codesFrom}`,
    })
  })

  it.each([{}, { codeVerifier: '' }])('sends no code without its verifier: %j', async (more) => {
    await expect(exchange(appOnly(), more)).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'missing_verifier',
      message: expect.stringContaining('codeVerifier'),
    })
  })

  it('sends the verifier that came with the code', async () => {
    server()
      .post('/token', (body) => body.code_verifier === 'made-in-the-app')
      .reply(200, tokens)
    expect(await exchange(appOnly(), { codeVerifier: 'made-in-the-app' })).toMatchObject({ kind: 'issued' })
  })
})
