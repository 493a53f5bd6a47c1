import { describe, expect, it } from 'vitest'
import type { ImportedTokens } from '../../src/index.ts'
import { failure, id, loggedIn, world } from '../support/world.ts'

const noon = Date.UTC(2026, 0, 1)
const given: ImportedTokens = {
  provider: 'fake',
  account: 'account-1',
  accessToken: 'imported-access',
  refreshToken: 'refresh-1',
}

describe('importing tokens', () => {
  it('makes an active connection with what was given', async () => {
    const { manager, record } = world()
    const connection = await manager().import({
      ...given,
      scopes: ['read'],
      label: 'My shop',
      params: { dataCenter: 'eu' },
      tokenType: 'mac',
    })
    expect(connection).toMatchObject({
      id,
      status: 'active',
      label: 'My shop',
      scopes: ['read'],
      params: { dataCenter: 'eu' },
      generation: 1,
    })
    expect((await record()).secrets).toMatchObject({
      accessToken: 'imported-access',
      tokenType: 'mac',
      params: { dataCenter: 'eu' },
    })
  })

  it.each<[string, Partial<ImportedTokens>, Record<string, unknown>]>([
    [
      'nothing: the adapter’s lifetimes from now on, as assumed',
      {},
      {
        expiresAt: noon + 3_600_000,
        refreshExpiresAt: noon + 90 * 86_400_000,
        assumed: ['expiresAt', 'refreshExpiresAt'],
      },
    ],
    [
      'a lifetime without its beginning: from now on, as assumed',
      { expiresIn: 90_000 },
      { expiresAt: noon + 90_000_000, assumed: ['refreshExpiresAt', 'expiresAt'] },
    ],
    [
      'a lifetime and when it began',
      { expiresIn: 90_000, issuedAt: new Date(noon - 1_000) },
      { issuedAt: noon - 1_000, expiresAt: noon + 89_999_000, assumed: ['refreshExpiresAt'] },
    ],
    [
      'an expiry',
      { expiresAt: new Date(noon + 5_000), expiresIn: 7 },
      { expiresAt: noon + 5_000, assumed: ['refreshExpiresAt'] },
    ],
    ['an expiry in the past: due at once', { expiresAt: new Date(noon - 5_000) }, { expiresAt: noon + 1 }],
    [
      'a lifetime of the refresh token',
      { refreshExpiresIn: 60, issuedAt: new Date(noon) },
      { refreshExpiresAt: noon + 60_000, assumed: ['expiresAt'] },
    ],
    [
      'an expiry of the refresh token',
      { refreshExpiresAt: new Date(noon + 9_000) },
      { refreshExpiresAt: noon + 9_000 },
    ],
  ])('takes its times from %s', async (_title, times, facts) => {
    const { manager, record } = world()
    await manager().import({ ...given, ...times })
    expect((await record()).facts).toMatchObject(facts)
  })

  it('refreshes at the first question when there is no access token', async () => {
    const { manager, provider } = world()
    const tokens = manager()
    await tokens.import({ provider: 'fake', account: 'account-1', refreshToken: 'refresh-1' })
    expect(await tokens.getAccessToken(id)).toBe('access-2')
    expect(provider.sent).toEqual(['refresh-1'])
  })

  it('knows no expiry of a refresh token that is not there', async () => {
    const { manager } = world()
    const connection = await manager().import({ ...given, refreshToken: '' })
    expect(connection.assumed).toEqual(['expiresAt'])
    expect(connection).not.toHaveProperty('refreshExpiresAt')
  })

  it.each<[string, Partial<ImportedTokens>, string]>([
    ['no token at all', { accessToken: '', refreshToken: '' }, 'no_tokens'],
    ['an account with a space', { account: 'a b' }, 'invalid_account_id'],
    ['a provider that is not configured', { provider: 'other' }, 'unknown_provider'],
    ['a date that is none', { expiresAt: new Date('soon') }, 'invalid_date'],
    ['a beginning that is none', { issuedAt: new Date('yesterday') }, 'invalid_date'],
    ['an end of the refresh token that is none', { refreshExpiresAt: new Date('x') }, 'invalid_date'],
  ])('refuses %s, and stores nothing', async (_title, change, code) => {
    const { manager, store } = world()
    expect(await failure(manager().import({ ...given, ...change }))).toMatchObject({
      name: 'ConfigurationError',
      code,
    })
    for await (const _any of store.list()) throw new Error('something was stored')
  })

  it('over an existing connection starts a new lineage, keeps its first day, and ends doubt and death', async () => {
    const { tokens, record, clock, provider, store } = await loggedIn()
    const before = await record()
    clock.advance(3_600_000)
    provider.current = 'revoked'
    await failure(tokens.getAccessToken(id))
    await tokens.import({ ...given, refreshToken: 'revoked' })
    const after = await record()
    expect(after.facts).toMatchObject({ generation: 1, createdAt: before.facts.createdAt })
    expect(after.facts.lineage).not.toBe(before.facts.lineage)
    const { lease } = await store.read(id)
    expect([lease.dead, lease.doubt, lease.backoff]).toEqual([undefined, undefined, undefined])
    expect(await tokens.getAccessToken(id)).toBe('imported-access')
  })

  it('asks the provider whose they are only when told to', async () => {
    const { manager } = world()
    const tokens = manager()
    expect((await tokens.import({ ...given, account: 'account-9' })).id).toBe('fake:account-9')
    expect(await failure(tokens.import({ ...given, account: 'account-9' }, { check: true }))).toMatchObject({
      code: 'account_mismatch',
    })
    await tokens.forget('fake:account-9')
    expect((await tokens.import(given, { check: true })).label).toBe('Account One')
    expect((await tokens.import({ ...given, label: 'Mine' }, { check: true })).label).toBe('Mine')
  })
})
