import { describe, expect, it } from 'vitest'
import { type Cipher, jweCipher, type SealedHeader } from '../../src/index.ts'
import { cipherContract } from '../../src/testing/cipher-contract.ts'
import { plainCipher } from '../support/plain-cipher.ts'

/** The titles of the contract's tests that a cipher fails. */
async function failures(make: (keys: string[]) => Cipher): Promise<string[]> {
  const tests: [string, () => Promise<void>][] = []
  cipherContract('broken', make, {
    describe: (_name, suite) => suite(),
    it: (title, test) => tests.push([title, test]),
    expect,
  })
  const failed: string[] = []
  for (const [title, test] of tests) await test().catch(() => failed.push(title))
  return failed
}

const fixed: SealedHeader = { subject: 'any', kind: 'tokens' }
/** Cuts the tag off, and on opening believes what the text says. */
const unauthenticated = (keys: string[]): Cipher => {
  const whole = jweCipher(keys)
  const seen = new Map<string, string>()
  return {
    ...whole,
    async seal(plaintext, header) {
      const sealed = await whole.seal(plaintext, header)
      seen.set(sealed.split('.').slice(0, 2).join('.'), plaintext)
      return sealed
    },
    open: async (sealed, expected) =>
      seen.get(sealed.split('.').slice(0, 2).join('.')) ?? whole.open(sealed, expected),
  }
}

describe('the contract of ciphers', () => {
  it('is kept by the cipher that the proofs break', async () => {
    expect(await failures(jweCipher)).toEqual([])
  })

  it('finds a cipher that accepts any header', async () => {
    const careless = (keys: string[]): Cipher => {
      const whole = jweCipher(keys)
      return {
        ...whole,
        seal: (text) => whole.seal(text, fixed),
        open: (sealed) => whole.open(sealed, fixed),
      }
    }
    const found = await failures(careless)
    for (const what of ['connection', 'kind of record', 'lineage', 'generation']) {
      expect(found).toContain(`refuses a record that is passed off as that of another ${what}`)
    }
  })

  it.each([
    ['lineage', ({ lineage: _ignored, ...rest }: SealedHeader) => rest],
    ['generation', ({ generation: _ignored, ...rest }: SealedHeader) => rest],
  ])('finds a cipher that forgets the %s alone', async (what, without) => {
    const forgetful = (keys: string[]): Cipher => {
      const whole = jweCipher(keys)
      return {
        ...whole,
        seal: (text, header) => whole.seal(text, without(header)),
        open: (sealed, header) => whole.open(sealed, without(header)),
      }
    }
    expect(await failures(forgetful)).toEqual([
      `refuses a record that is passed off as that of another ${what}`,
    ])
  })

  it('finds a cipher without authentication', async () => {
    expect(await failures(unauthenticated)).toContain('refuses a record that was changed anywhere')
  })

  it('finds a cipher that is none', async () => {
    expect(await failures(() => plainCipher)).toContain('shows nothing of what it sealed, in no encoding')
  })

  it('finds a cipher that seals the same way twice', async () => {
    const repeating = (keys: string[]): Cipher => {
      const whole = jweCipher(keys)
      const seen = new Map<string, Promise<string>>()
      return {
        ...whole,
        seal(text, header) {
          const key = JSON.stringify([text, header])
          const sealed = seen.get(key) ?? whole.seal(text, header)
          seen.set(key, sealed)
          return sealed
        },
      }
    }
    expect(await failures(repeating)).toEqual([expect.stringMatching(/^seals the same text differently/)])
  })

  it('finds a cipher that takes a missing key for damage, or for nothing', async () => {
    const confusing = (keys: string[]): Cipher => {
      const whole = jweCipher(keys)
      return { ...whole, open: (sealed, header) => whole.open(sealed, header).catch(() => '') }
    }
    const found = await failures(confusing)
    expect(found).toContain('says which key is missing, as a setting to correct and not as damage')
    expect(found).toContain('refuses what is no record, as something that cannot be read')
  })

  it('finds a cipher whose digest has no key', async () => {
    const keyless = (keys: string[]): Cipher => ({
      ...jweCipher(keys),
      fingerprint: plainCipher.fingerprint,
      matches: plainCipher.matches,
    })
    expect(await failures(keyless)).toContain(
      'tells by a keyed digest whether a text is one that it saw, also after the keys moved',
    )
  })
})
