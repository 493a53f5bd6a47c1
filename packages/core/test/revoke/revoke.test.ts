import { describe, expect, it } from 'vitest'
import type { RevokeOutcome, RevokeRequest } from '../../src/index.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { failure, id, loggedIn, logIn, world } from '../support/world.ts'

/** A provider that revokes, and notes what. */
async function revocable(script: RevokeOutcome[] = []) {
  const asked: RevokeRequest[] = []
  const made = await loggedIn({
    async revoke(request) {
      asked.push(request)
      return script.shift() ?? { kind: 'revoked' }
    },
  })
  return { ...made, asked }
}

describe('revoking a connection', () => {
  it('ends it at the provider, drops the tokens here and keeps it in the list', async () => {
    const { tokens, asked, record, events } = await revocable()
    await tokens.revoke(id)
    expect(asked).toEqual([
      { accessToken: 'access-2', refreshToken: 'refresh-2', params: {}, timeout: 20_000 },
    ])
    expect(await tokens.connection(id)).toMatchObject({ status: 'revoked' })
    const { secrets } = await record()
    expect(secrets).not.toHaveProperty('refreshToken')
    expect(secrets.accessToken).toBe('')
    expect(events.map(({ type }) => type)).toContain('revoked')
    expect(await tokens.history(id)).toContainEqual(expect.objectContaining({ action: 'revoke' }))
  })

  it('leaves nobody a token: not this process, not another that had it in memory', async () => {
    const { tokens, manager } = await revocable()
    const other = manager()
    await other.getAccessToken(id)
    await tokens.getAccessToken(id)
    await tokens.revoke(id)
    const error = await failure(tokens.getAccessToken(id))
    expect(error).toMatchObject({ name: 'ReauthorizationRequiredError', code: 'revoked' })
    expect(error.message).toMatch(/revoked/)
    await new Promise((resolve) => setImmediate(resolve))
    expect((await failure(other.getAccessToken(id))).code).toBe('revoked')
  })

  it('a new login brings it back', async () => {
    const { tokens } = await revocable()
    await tokens.revoke(id)
    await logIn(tokens)
    expect((await tokens.connection(id)).status).toBe('active')
    expect(await tokens.getAccessToken(id)).toBe('access-3')
  })

  it.each<[RevokeOutcome, string]>([
    [{ kind: 'unknown', cause: { name: 'TimeoutError', code: 'timeout' } }, 'ProviderUnavailableError'],
    [{ kind: 'not-sent', cause: { name: 'Error', code: 'ECONNREFUSED' } }, 'ProviderUnavailableError'],
    [{ kind: 'throttled', code: 'slow_down', message: 'Slow down.' }, 'RateLimitedError'],
    [{ kind: 'refused', code: 'unsupported_token_type', message: 'No.' }, 'ProviderRejectedError'],
    [{ kind: 'refused', code: 'invalid_client', message: 'No.' }, 'ConfigurationError'],
  ])('changes nothing when the provider answers with %j', async (outcome, name) => {
    const { tokens, record } = await revocable([outcome])
    const before = await record()
    expect((await failure(tokens.revoke(id))).name).toBe(name)
    expect(await record()).toEqual(before)
    expect(await tokens.getAccessToken(id)).toBe('access-2')
    await tokens.revoke(id)
    expect((await tokens.connection(id)).status).toBe('revoked')
  })

  it('also ends a newer set that only the rescue folder has', async () => {
    const { tokens, asked, rescue, record, clock } = await revocable()
    const { facts, secrets } = await record()
    const next = {
      facts: { ...facts, generation: 2 },
      secrets: { ...secrets, accessToken: 'access-3', refreshToken: 'refresh-3' },
    }
    const { lineage } = facts
    const sealed = await encodeRecord(next, plainCipher)
    await rescue.keep({
      connection: id,
      lineage,
      generation: 2,
      issuedAt: clock.now(),
      parent: { lineage, generation: 1 },
      tokens: sealed,
    })
    await tokens.revoke(id)
    expect(asked.map(({ refreshToken }) => refreshToken)).toEqual(['refresh-3', 'refresh-2'])
    expect(await rescue.find(id)).toEqual([])
  })

  it('I3: leaves a login alone that was stored while the provider was asked', async () => {
    const made = await loggedIn()
    const { store, record, manager } = made
    const later = async () => {
      const { tokens: previous } = await store.read(id)
      const { facts, secrets } = await record()
      const login = {
        facts: { ...facts, lineage: 'of-the-login' },
        secrets: { ...secrets, accessToken: 'new' },
      }
      await store.save(id, previous, await encodeRecord(login, plainCipher))
    }
    const revoke = async (): Promise<RevokeOutcome> => {
      await later()
      return { kind: 'revoked' }
    }
    const tokens = manager({ adapter: { ...made.provider.adapter, revoke } })
    await tokens.revoke(id)
    expect((await tokens.connection(id)).status).toBe('active')
    expect(await tokens.getAccessToken(id)).toBe('new')
    expect((await store.read(id)).lease.state).toBe('free')
  })

  it('says what to do where the provider cannot be told, and where there is nothing', async () => {
    const { tokens } = await loggedIn()
    const error = await failure(tokens.revoke(id))
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'revocation_unsupported' })
    expect(error.message).toContain(`oauth-tokens forget ${id}`)
    const { manager } = world({ revoke: async () => ({ kind: 'revoked' }) })
    expect((await failure(manager().revoke('fake:nobody'))).name).toBe('ConnectionNotFoundError')
  })
})
