import { describe, expect, it } from 'vitest'
import type { RevocationDialect } from '../../src/provider/definition.ts'
import { acme } from './acme.ts'
import { server } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

const endpoints = { revocation: 'https://id.acme.example/revoke' }
const request = { accessToken: 'acme-access', refreshToken: 'acme-refresh', params: {}, timeout: 5000 }

/** A server that has words of its own for ending a grant. */
const revocation: RevocationDialect = {
  body: (token, hint) => ({ kill: token, what: hint }),
  read: ({ json }) =>
    json?.ok === true
      ? 'revoked'
      : json?.why
        ? { error: String(json.why), description: 'for you' }
        : undefined,
}
const revoke = (provider = acme({ endpoints }, { revocation })) => provider.revoke?.(request)

describe('a revocation', () => {
  it('is asked for, and understood, in words of the provider', async () => {
    const client = { client_id: 'acme-client', client_secret: 'acme-client-secret' }
    server()
      .post('/revoke', { ...client, kill: 'acme-refresh', what: 'refresh_token' })
      .reply(200, { ok: true })
    expect(await revoke()).toEqual({ kind: 'revoked' })
  })

  it('that is refused says why', async () => {
    server().post('/revoke').reply(200, { why: 'locked' })
    const outcome = await revoke()
    expect(outcome).toMatchObject({ kind: 'refused', code: 'locked' })
    expect(String(outcome && 'message' in outcome && outcome.message)).toContain('(locked: for you)')
  })

  it('stays open where nothing was said', async () => {
    server().post('/revoke').reply(200, {})
    expect(await revoke()).toMatchObject({ kind: 'unknown', cause: { code: 'http_200' } })
  })

  it('tells how long to wait where the provider does', async () => {
    server().post('/revoke').reply(429, {}, { 'retry-after': '30' })
    const outcome = await revoke()
    expect(outcome).toMatchObject({ kind: 'throttled', code: 'http_429' })
    expect(String(outcome && 'message' in outcome && outcome.message)).toContain('asks to wait 30 s')
  })

  it('is refused by us where the provider has no place for it, and nothing is sent', async () => {
    expect(await revoke(acme({}, { revocation: 'standard' }))).toMatchObject({
      kind: 'refused',
      code: 'no_endpoint',
    })
  })

  it('is no ability of a provider that has none', () => {
    expect(acme().revoke).toBeUndefined()
  })
})
