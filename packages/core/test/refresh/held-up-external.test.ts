import { expect, it } from 'vitest'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { tokenRecord } from '../support/records.ts'
import { tampered } from '../support/tampered.ts'
import { id, world } from '../support/world.ts'

it('nothing holds up a connection whose tokens a gateway keeps: there is nothing to send, and nothing to look up', async () => {
  const external = {
    holder: 'The gateway keeps them.',
    link: async () => ({ url: 'https://gateway.example/' }),
    look: async () => ({ account: 'account-1', connected: true }),
  }
  const { manager, store } = world({ external })
  const bytes = await encodeRecord(tokenRecord({ external: true, refreshable: false }), plainCipher)
  await store.save(id, undefined, bytes)
  let reads = 0
  const counting = tampered(store, (method, apply) => {
    if (method === 'read') reads += 1
    return apply()
  })
  expect(await manager({ store: counting }).heldUp(id)).toBeUndefined()
  // Whether there is such a connection.
  expect(reads).toBe(1)
})
