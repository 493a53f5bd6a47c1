import { describe, expect, it } from 'vitest'
import type { ErrorMeaning } from '../../src/provider/dialect.ts'
import { acme } from './acme.ts'
import { refresh, server } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

describe('a throttle', () => {
  it.each<[string, number, object, string]>([
    ['HTTP 429', 429, {}, 'client'],
    ['HTTP 429 with an error word', 429, { error: 'invalid_grant' }, 'client'],
    ['a server that is overloaded', 400, { error: 'temporarily_unavailable' }, 'client'],
    ['one code that is asked about too often', 400, { error: 'slow_down' }, 'grant'],
  ])('is of whom it counts: %s', async (_title, status, body, scope) => {
    server().post('/token').reply(status, body, { 'retry-after': '900' })
    expect(await refresh()).toMatchObject({ kind: 'throttled', scope, retryAfter: 900 })
  })

  it.each<[ErrorMeaning['scope'], number, string]>([
    ['client', 400, 'client'],
    ['grant', 429, 'grant'],
    [undefined, 429, 'client'],
    [undefined, 400, 'grant'],
  ])('is of whom the adapter says (%s, HTTP %i)', async (declared, status, scope) => {
    const provider = acme({}, { errors: () => ({ kind: 'throttled', ...(declared && { scope: declared }) }) })
    server().post('/token').reply(status, { error: 'too_many' })
    expect(await refresh(provider)).toMatchObject({ kind: 'throttled', scope })
  })
})

describe('the host that a refresh token goes to', () => {
  it('is that of the token endpoint in force, with its port', () => {
    expect(acme().tokenHost?.({})).toBe('id.acme.example')
    expect(acme({ endpoints: { token: 'http://127.0.0.1:8080/t' } }).tokenHost?.({})).toBe('127.0.0.1:8080')
  })

  it('is the account’s own, where there are several', () => {
    const provider = acme(
      {},
      { endpointsFor: ({ params }) => ({ token: `https://id.${params['region'] ?? 'com'}.example/token` }) },
    )
    expect(provider.tokenHost?.({ region: 'eu' })).toBe('id.eu.example')
    expect(provider.tokenHost?.({})).toBe('id.com.example')
  })
})
