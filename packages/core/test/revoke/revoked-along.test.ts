import { describe, expect, it } from 'vitest'
import type { RevokeRequest } from '../../src/index.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { tokenRecord } from '../support/records.ts'
import { tampered } from '../support/tampered.ts'
import { id, loggedIn, world } from '../support/world.ts'

/** A provider that revokes what it is asked to, and notes the refresh tokens. */
function noting() {
  const ended: (string | undefined)[] = []
  const revoke = async ({ refreshToken }: RevokeRequest) => {
    ended.push(refreshToken)
    return { kind: 'revoked' } as const
  }
  return { ended, revoke }
}

describe('revoking a connection', () => {
  it('ends the grant of a spare too, which no list shows', async () => {
    const { ended, revoke } = noting()
    const { manager, store, record } = world({ revoke })
    const spare = tokenRecord({}, { refreshToken: 'spare-token' })
    await store.save(id, undefined, await encodeRecord(tokenRecord({}, { spare }), plainCipher))
    await manager().revoke(id)
    expect(ended).toEqual(['spare-token', 'refresh-3'])
    expect((await record()).secrets).not.toHaveProperty('spare')
  })

  it('sends nothing a second time, when there is no token left to end', async () => {
    const { ended, revoke } = noting()
    const { tokens } = await loggedIn({ revoke })
    await tokens.revoke(id)
    await tokens.revoke(id)
    expect(ended).toEqual(['refresh-2'])
    expect((await tokens.connection(id)).status).toBe('revoked')
  })

  it('empties also what a refresh of the same grant saved meanwhile, having lost its lease', async () => {
    const { revoke } = noting()
    const { manager, store, record } = await loggedIn({ revoke })
    const { facts, secrets } = await record()
    const newer = { facts: { ...facts, generation: 2 }, secrets: { ...secrets, refreshToken: 'newer' } }
    let late = true
    const overtaken = tampered(store, async (method, apply) => {
      if (method === 'save' && late) {
        late = false
        await store.save(id, (await store.read(id)).tokens, await encodeRecord(newer, plainCipher))
      }
      return apply()
    })
    const tokens = manager({ store: overtaken })
    await tokens.revoke(id)
    expect((await record()).secrets).not.toHaveProperty('refreshToken')
    expect((await tokens.connection(id)).status).toBe('revoked')
  })
})
