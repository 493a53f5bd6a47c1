import { expect, it } from 'vitest'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { expired, id } from '../support/world.ts'

it('I7: a login whose parent nobody knew keeps a refusal from being believed when it turns up while that is on its way', async () => {
  const { manager, provider, rescue, record, clock, events } = await expired()
  const old = await record()
  provider.current = 'refresh-5'
  const facts = { ...old.facts, lineage: 'login', issuedAt: clock.now(), expiresAt: clock.now() + 3_600_000 }
  const secrets = { ...old.secrets, accessToken: 'access-5', refreshToken: 'refresh-5' }
  const tokens = await encodeRecord({ facts, secrets }, plainCipher)
  provider.after = async () => {
    await rescue.keep({ connection: id, lineage: 'login', generation: 1, issuedAt: clock.now(), tokens })
  }
  expect(await manager().getAccessToken(id)).toBe('access-5')
  expect(events.map(({ type }) => type)).not.toContain('reauthorization-required')
})
