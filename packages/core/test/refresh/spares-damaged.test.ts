import { describe, expect, it } from 'vitest'
import { type Cipher, ConfigurationError, StoreUnavailableError } from '../../src/index.ts'
import { untriedSpare } from '../../src/refresh/spare.ts'
import type { RescuedSet } from '../../src/rescue/rescue.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { noon, tokenRecord } from '../support/records.ts'
import { expired, failure, id } from '../support/world.ts'

const other = (tokens: string, issuedAt = noon): RescuedSet => ({
  connection: id,
  lineage: 'another-login',
  generation: 1,
  parent: null,
  issuedAt,
  tokens,
})

describe('a file of another login in the rescue folder, when the stored set is refused', () => {
  it('helps nobody when it is damaged: the owner is asked', async () => {
    const { tokens, provider, rescue, clock } = await expired()
    provider.current = 'elsewhere'
    await rescue.keep(other('{"damaged":', clock.now()))
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({
      name: 'ReauthorizationRequiredError',
      code: 'invalid_grant',
    })
  })

  it('I7: may still help when it cannot be opened here: nobody is asked', async () => {
    const { facts, secrets } = tokenRecord({ lineage: 'another-login', generation: 1 })
    const tokens = await encodeRecord({ facts, secrets }, plainCipher)
    for (const error of [
      new ConfigurationError('Its key is missing.', { code: 'unknown_key' }),
      new StoreUnavailableError('The key file cannot be read.', { code: 'store_timeout' }),
    ]) {
      const cipher: Cipher = { ...plainCipher, open: () => Promise.reject(error) }
      const found = untriedSpare({ cipher: async () => cipher } as never, tokenRecord(), [other(tokens)])
      await expect(found).rejects.toBe(error)
    }
  })

  it('is not sent again when it holds what was refused', async () => {
    const { facts, secrets } = tokenRecord({ lineage: 'another-login', generation: 1 })
    const tokens = await encodeRecord({ facts, secrets }, plainCipher)
    const found = untriedSpare({ cipher: async () => plainCipher } as never, tokenRecord(), [other(tokens)])
    expect(await found).toBeUndefined()
  })
})
