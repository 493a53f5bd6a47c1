import { describe, expect, it } from 'vitest'
import type { OAuthProviderDefinition } from '../../src/provider/definition.ts'
import { asJson } from '../support/as-json.ts'
import { acme } from './acme.ts'
import { refresh, server, tokens } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

describe('what comes back', () => {
  const grantOf = async (body: object, different: Partial<OAuthProviderDefinition> = {}) => {
    server().post('/token').reply(200, body)
    const outcome = await refresh(acme({}, different))
    if (outcome.kind !== 'issued') throw new Error(outcome.kind)
    return outcome.grant
  }

  it.each([
    [3600, 3600],
    ['90000', 90_000],
    [' 90000 ', 90_000],
    [3599.9, 3599],
    ['3600abc', undefined],
    ['NaN', undefined],
    [-1, undefined],
    [0, undefined],
    [0.5, undefined],
    ['9e4', undefined],
    [null, undefined],
    [3_600_000, undefined],
    [1e15, undefined],
    [[3600], undefined],
  ])('has a lifetime of %j read as %j', async (value, expected) => {
    expect((await grantOf({ ...tokens, expires_in: value }, { accessTokenLifetime: 3600 })).expiresIn).toBe(
      expected,
    )
  })

  it('may live as long as it likes where the adapter assumes nothing', async () => {
    expect((await grantOf({ ...tokens, expires_in: 5_184_000 })).expiresIn).toBe(5_184_000)
  })

  it('tells the lifetime of the refresh token under either name', async () => {
    expect((await grantOf({ ...tokens, refresh_expires_in: '2592000' })).refreshExpiresIn).toBe(2_592_000)
    expect((await grantOf({ ...tokens, refresh_token_expires_in: 2_592_000 })).refreshExpiresIn).toBe(
      2_592_000,
    )
  })

  it('has scopes as a text with blanks or commas, or as a list', async () => {
    for (const scope of ['a b', 'a,b', ['a', 'b']])
      expect((await grantOf({ ...tokens, scope })).scopes).toEqual(['a', 'b'])
    expect(await grantOf({ ...tokens, scope: 42 })).not.toHaveProperty('scopes')
  })

  it('keeps its tokens beside an id_token that would not be accepted, and shows none in raw', async () => {
    const grant = await grantOf({
      ...tokens,
      id_token: 'eyJhbGciOiJub25lIn0.e30.',
      user: { accessToken: 'acme-nested-token', name: 'Ann', note: `it is ${tokens.refresh_token}` },
      __proto__: null,
    })
    expect(grant.refreshToken).toBe('acme-new-refresh-token')
    expect(grant.raw).toEqual({ token_type: 'Bearer', user: { name: 'Ann', note: 'it is [secret]' } })
  })

  it('keeps its tokens when it is nested without end', async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    server().post('/token').reply(200, `{"access_token":"acme-new-access-token","deep":${deep}}`)
    expect(await refresh()).toMatchObject({ kind: 'issued' })
  })

  it('is open when an error stands beside a token, since either could be wrong', async () => {
    server()
      .post('/token')
      .reply(200, { ...tokens, error: 'invalid_grant' })
    expect(await refresh()).toMatchObject({ kind: 'unknown', cause: { code: 'contradictory_answer' } })
  })

  it('is open when the dialect of the adapter fails on it', async () => {
    server().post('/token').reply(200, { data: null })
    const dialect = ({ json }: { json?: Record<string, unknown> | undefined }) =>
      (json as { data: { tokens: Record<string, unknown> } }).data.tokens
    expect(await refresh(acme({}, { dialect }))).toMatchObject({
      kind: 'unknown',
      cause: { name: 'TypeError' },
    })
  })

  it('is explained with what to do next', async () => {
    server().post('/token').reply(400, { error: 'invalid_grant', error_description: 'Token expired' })
    server().post('/token').reply(401, { error: 'invalid_client' })
    expect(asJson(await refresh())).toMatchObject({
      message:
        'Provider acme refused the refresh token (invalid_grant: Token expired). The account owner must authorize again.',
      cause: {
        name: 'TokenAnswer',
        code: 'invalid_grant',
        status: 400,
        host: 'id.acme.example',
        detail: 'Token expired',
      },
    })
    expect(asJson(await refresh())).toMatchObject({
      message:
        'Provider acme refused the settings of the app (invalid_client). Check clientId and clientSecret.',
    })
  })
})
