import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type ImportedTokens, ProviderUnavailableError } from '../../src/index.ts'
import { expired, failure, id, loggedIn, world } from '../support/world.ts'

describe('exporting a connection', () => {
  it('gives what import takes: the same tokens, facts and times in another store', async () => {
    const { tokens, record, provider } = await loggedIn()
    const exported = await tokens.exportTokens(id)
    expect(exported).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-2', generation: 1 })
    const there = world()
    await there.manager().import(exported)
    const [before, after] = [await record(), await there.record()]
    const { lineage: _old, createdAt: _then, updatedAt: _when, ...facts } = before.facts
    expect(after).toMatchObject({ facts, secrets: before.secrets })
    expect(after.facts.lineage).not.toBe(before.facts.lineage)
    expect(provider.sent).toEqual([])
  })

  it('keeps instants to the millisecond', async () => {
    const { manager, record } = world()
    const issuedAt = new Date('2026-01-01T00:00:00.001Z')
    // They are told in seconds from the issue, and some divisions leave a fraction.
    for (let ms = 0; ms < 500; ms++) {
      const expiresAt = new Date(issuedAt.getTime() + 3_600_000 + ms * 7)
      await manager().import({
        provider: 'fake',
        account: 'account-1',
        accessToken: 'a',
        issuedAt,
        expiresAt,
      })
      expect((await record()).facts.expiresAt).toBe(expiresAt.getTime())
    }
  })

  it('changes nothing: no lease, no history, no call', async () => {
    const { tokens, store, provider } = await loggedIn()
    const before = await store.read(id)
    await tokens.exportTokens(id)
    const after = await store.read(id)
    expect({ ...after, now: 0 }).toEqual({ ...before, now: 0 })
    expect(provider.sent).toEqual([])
  })

  it('says that there is no such connection, also where it was forgotten', async () => {
    const { tokens } = await loggedIn()
    expect(await failure(tokens.exportTokens('fake:nobody'))).toMatchObject({ code: 'connection_not_found' })
    await tokens.forget(id)
    expect(await failure(tokens.exportTokens(id))).toMatchObject({ code: 'connection_not_found' })
    expect(await failure(tokens.exportTokens('nonsense'))).toMatchObject({ code: 'invalid_connection_id' })
  })

  it('is refused while newer tokens lie in the rescue folder: what is stored is spent', async () => {
    const { tokens, rescue, record } = await loggedIn()
    const { lineage, generation } = (await record()).facts
    const parent = { lineage, generation }
    await rescue.keep({
      connection: id,
      lineage,
      generation: generation + 1,
      parent,
      issuedAt: 0,
      tokens: '{}',
    })
    expect(await failure(tokens.exportTokens(id))).toMatchObject({ code: 'rescue_pending' })
    expect(await failure(tokens.forget(id, { only: parent }))).toMatchObject({ code: 'tokens_changed' })
  })

  it('takes the app’s own grant along, where the provider has such', async () => {
    const grant = { accessToken: 'app-1', tokenType: 'bearer', expiresIn: 3600, raw: {} }
    const ability = { clientCredentials: async () => ({ kind: 'issued', grant }) as const }
    const { manager, record } = world(ability)
    await manager().authorizeClient('fake', { account: 'the-app' })
    const exported = await manager().exportTokens('fake:the-app')
    await manager().forget('fake:the-app')
    expect(await manager().import(exported)).toMatchObject({ status: 'active' })
    expect(await record('fake:the-app')).toMatchObject({
      facts: { refreshable: true },
      secrets: { clientCredentials: true },
    })
    expect(await failure(world().manager().import(exported))).toMatchObject({
      code: 'client_credentials_unsupported',
    })
  })
})

describe('forgetting only what was exported', () => {
  it('forgets that very set', async () => {
    const { tokens } = await loggedIn()
    const { lineage, generation } = await tokens.exportTokens(id)
    await tokens.forget(id, { only: { lineage, generation } })
    expect(await failure(tokens.connection(id))).toMatchObject({ code: 'connection_not_found' })
  })

  it('keeps a connection that was refreshed or logged in again meanwhile', async () => {
    const { tokens, manager } = await expired()
    const { lineage, generation } = await tokens.exportTokens(id)
    await manager().refresh(id)
    expect(await failure(tokens.forget(id, { only: { lineage, generation } }))).toMatchObject({
      name: 'ConfigurationError',
      code: 'tokens_changed',
    })
    expect((await tokens.connection(id)).generation).toBe(2)
    // The lease was given back: the next writer does not wait for its end.
    await tokens.refresh(id)
  })

  it('keeps a connection whose last answer was lost: the set may be spent', async () => {
    const { tokens, provider } = await expired()
    provider.script = [() => ({ kind: 'unknown', cause: { name: 'TimeoutError' } })]
    await failure(tokens.getAccessToken(id))
    expect((await tokens.connection(id)).status).toBe('in-doubt')
    const { lineage, generation } = await tokens.exportTokens(id)
    expect(await failure(tokens.forget(id, { only: { lineage, generation } }))).toMatchObject({
      code: 'tokens_changed',
    })
  })
})

describe('previewing imports', () => {
  const given: ImportedTokens = {
    provider: 'fake',
    account: 'account-1',
    accessToken: 'a',
    refreshToken: 'refresh-1',
  }

  it('tells new ones, replaced ones and refused ones, stores nothing and shows no secret', async () => {
    const { tokens, record } = await loggedIn()
    const before = await record()
    const previews = await tokens.previewImports([
      { ...given, account: 'new', refreshToken: 'planted' },
      { ...given, accessToken: 'planted' },
      { ...given, account: 'other', refreshToken: 'refresh-2' },
      { ...given, provider: 'unknown' },
      { provider: 'fake', accessToken: 'planted' },
    ])
    expect(previews).toMatchObject([
      { connection: 'fake:new', account: 'new' },
      { connection: id, replaces: { id, generation: 1, status: 'active' } },
      { connection: 'fake:other', sameGrantAs: id, refused: { code: 'grant_in_use' } },
      { provider: 'unknown', refused: { code: 'unknown_provider' } },
      { provider: 'fake', refused: { code: 'missing_account' } },
    ])
    expect(previews[0]).not.toHaveProperty('refused')
    expect(inspect(previews, { depth: null, showHidden: true }) + JSON.stringify(previews)).not.toMatch(
      /planted|refresh-2/,
    )
    expect(await record()).toEqual(before)
  })

  it('knows spent refresh tokens by any name, and takes them when forced', async () => {
    const { tokens } = await expired()
    const backup = { ...given, refreshToken: 'refresh-2' }
    await tokens.refresh(id)
    const renamed = { ...backup, account: 'other' }
    expect(await tokens.previewImports([backup, renamed])).toMatchObject([
      { refused: { code: 'refresh_token_spent' } },
      { refused: { code: 'refresh_token_spent', message: expect.stringContaining(id) } },
    ])
    for (const preview of await tokens.previewImports([backup, renamed], { force: true }))
      expect(preview).not.toHaveProperty('refused')
  })

  it('lets the provider name the account only when it shall be checked', async () => {
    const { tokens } = await loggedIn()
    const { account: _none, ...unnamed } = given
    const [checked] = await tokens.previewImports([unnamed], { check: true })
    expect(checked).toMatchObject({ connection: id, account: 'account-1', label: 'Account One' })
    expect(await tokens.import(unnamed, { check: true })).toMatchObject({ id })
    const [wrong] = await tokens.previewImports([{ ...given, account: 'account-9' }], { check: true })
    expect(wrong).toMatchObject({ refused: { code: 'account_mismatch' } })
  })

  it('is not misled by a record that cannot be read', async () => {
    const { tokens, store } = await loggedIn()
    await store.save('fake:broken', undefined, 'not a record')
    expect(await tokens.previewImports([{ ...given, account: 'new' }])).toMatchObject([
      { connection: 'fake:new' },
    ])
  })
})

describe('importing tokens of another app, or that cannot be checked', () => {
  const given: ImportedTokens = {
    provider: 'fake',
    account: 'account-1',
    accessToken: 'a',
    refreshToken: 'r',
  }

  it('refuses another client id, and takes its own', async () => {
    const { manager, provider } = world()
    expect(await failure(manager().import({ ...given, clientId: 'another' }))).toMatchObject({
      code: 'client_id_mismatch',
      message: expect.stringContaining('another'),
    })
    await manager().import({ ...given, clientId: provider.adapter.clientId })
  })

  it('stores nothing at the user’s word where a check was asked for and could not be made', async () => {
    const { manager, store } = world({
      identify: async () => {
        throw new ProviderUnavailableError('down')
      },
    })
    expect(await failure(manager().import(given, { check: true }))).toMatchObject({
      code: 'account_unconfirmed',
    })
    const { refreshToken } = given
    expect(
      await failure(
        manager().import(
          { provider: 'fake', account: 'account-1', refreshToken: refreshToken ?? '' },
          { check: true },
        ),
      ),
    ).toMatchObject({ code: 'missing_access_token' })
    for await (const _any of store.list()) throw new Error('something was stored')
  })
})
