import { expect, it } from 'vitest'
import type { ExternalState } from '../../src/index.ts'
import { decodeRecord, encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { tokenRecord } from '../support/records.ts'
import { id, world } from '../support/world.ts'

/** A connection whose tokens a gateway keeps, and what happens while the gateway is asked. */
async function kept(meanwhile: () => Promise<unknown>) {
  const external = {
    holder: 'The gateway keeps them.',
    link: async () => ({ url: 'https://gateway.example/' }),
    async look({ account }: { account: string }): Promise<ExternalState> {
      await meanwhile()
      return { account, connected: false }
    },
  }
  const made = world({ external })
  const bytes = await encodeRecord(tokenRecord({ external: true, refreshable: false }), plainCipher)
  await made.store.save(id, undefined, bytes)
  return { ...made, bytes }
}

it('I3: a look at a gateway that a login overtook changes nothing, and tells nobody of an end', async () => {
  const newer = await encodeRecord(tokenRecord({ external: true, lineage: 'of-the-login' }), plainCipher)
  const made = await kept(async () => made.store.save(id, made.bytes, newer))
  await made
    .manager()
    .refresh(id)
    .catch(() => {})
  const { tokens = '', lease } = await made.store.read(id)
  expect((await decodeRecord(tokens, plainCipher, id)).facts.lineage).toBe('of-the-login')
  expect(lease).toMatchObject({ state: 'free' })
  expect(lease.dead).toBeUndefined()
  expect(made.events.map(({ type }) => type)).not.toContain('reauthorization-required')
})
