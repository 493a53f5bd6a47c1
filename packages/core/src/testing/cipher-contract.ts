import { Buffer } from 'node:buffer'
import type { Cipher, SealedHeader } from '../cipher/cipher.ts'
import { generateKey } from '../cipher/key-ring.ts'
import type { TestFunctions } from './test-functions.ts'

const secret = 'refresh-token-of-the-contract'
const header: SealedHeader = {
  subject: 'acme:account-1',
  kind: 'tokens',
  lineage: 'lineage-1',
  generation: 7,
}

/** What a record is opened as, beside what it was sealed as; each must be refused. */
const elsewhere: [string, SealedHeader][] = [
  ['another connection', { ...header, subject: 'acme:account-2' }],
  ['another kind of record', { ...header, kind: 'authorization' }],
  ['another lineage', { ...header, lineage: 'lineage-2' }],
  ['another generation', { ...header, generation: 8 }],
]

/**
 * What the manager relies on in a cipher, as tests. `make` gets keys as `generateKey` makes them, the sealing one first.
 *
 * @example
 * ```ts
 * cipherContract('my cipher', (keys) => myCipher(keys), { describe, it, expect })
 * ```
 */
export function cipherContract(
  name: string,
  make: (keys: string[]) => Cipher,
  functions: TestFunctions,
): void {
  const { describe, it, expect } = functions
  const [old, present] = [generateKey(), generateKey()]
  const errorOf = async (
    work: Promise<unknown>,
  ): Promise<{ name?: string; code?: string; message?: string }> =>
    work.then(
      () => ({ name: 'no error' }),
      (error: unknown) => error as Error,
    )
  const corrupt = { name: 'StoreUnavailableError', code: 'corrupt_record' }

  describe(`${name} keeps the contract of ciphers`, () => {
    it('opens what it sealed', async () => {
      const cipher = make([present])
      for (const text of [secret, '', 'Nguyễn Văn A 👍', 'x'.repeat(100_000)]) {
        expect(await cipher.open(await cipher.seal(text, header), header)).toBe(text)
      }
      const login: SealedHeader = { subject: 'state-1', kind: 'authorization' }
      expect(await cipher.open(await cipher.seal(secret, login), login)).toBe(secret)
    })

    it('seals to what JSON needs not escape, if it says so', async () => {
      const cipher = make([present])
      if (cipher.compact) expect(await cipher.seal('"\\\n', header)).toMatch(/^[\w.-]+$/)
    })

    it('shows nothing of what it sealed, in no encoding', async () => {
      const sealed = await make([present]).seal(secret, header)
      const decoded = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString())
      for (const text of [sealed, ...decoded]) {
        for (const form of [
          secret,
          Buffer.from(secret).toString('hex'),
          Buffer.from(secret).toString('base64url'),
        ]) {
          expect(text).not.toContain(form)
        }
      }
    })

    it('seals the same text differently each time: records are compared byte by byte', async () => {
      const cipher = make([present])
      const sealed = await Promise.all(Array.from({ length: 20 }, () => cipher.seal(secret, header)))
      expect(new Set(sealed).size).toBe(20)
    })

    for (const [title, expected] of elsewhere) {
      it(`refuses a record that is passed off as that of ${title}`, async () => {
        const cipher = make([present])
        expect(await errorOf(cipher.open(await cipher.seal(secret, header), expected))).toMatchObject(corrupt)
      })
    }

    it('refuses a record that was changed anywhere', async () => {
      const cipher = make([present])
      const sealed = await cipher.seal(secret, header)
      const step = Math.max(1, Math.floor(sealed.length / 60))
      for (let at = 0; at < sealed.length; at += step) {
        const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
        // The last character of an encoded part may hold bits that mean nothing.
        const opened = await cipher.open(changed, header).then(
          (text) => (/[.]|$/.test(sealed[at + 1] ?? '') && text === secret ? 'same' : 'opened'),
          () => 'refused',
        )
        if (opened === 'opened') throw new Error(`a record changed at character ${at} was opened`)
        if (opened === 'same' && sealed[at + 1] !== '.' && at + 1 < sealed.length) {
          throw new Error(`a record changed at character ${at} was opened`)
        }
      }
    })

    it('refuses what is no record, as something that cannot be read', async () => {
      const cipher = make([present])
      const sealed = await cipher.seal(secret, header)
      for (const text of ['', 'nonsense', '{}', 'a.b.c.d.e', sealed.slice(0, -5), `${sealed}.${sealed}`]) {
        expect(await errorOf(cipher.open(text, header))).toMatchObject(corrupt)
      }
    })

    it('seals with the first key and opens with all, in any order', async () => {
      const before = await make([old]).seal(secret, header)
      expect(await make([present, old]).open(before, header)).toBe(secret)
      const after = await make([present, old]).seal(secret, header)
      expect(await make([old, present]).open(after, header)).toBe(secret)
      expect((await errorOf(make([old]).open(after, header))).code).toBe('unknown_key')
    })

    it('names its keys without showing them, the sealing one first', async () => {
      const { keyIds } = make([present, old])
      expect(keyIds.length).toBe(2)
      expect(keyIds[0]).toBe(make([present]).keyIds[0])
      for (const id of keyIds) for (const key of [present, old]) expect(key).not.toContain(id)
    })

    it('tells with which key something was sealed, also where it has not got that key', async () => {
      const sealer = make([old])
      const sealed = await sealer.seal(secret, header)
      expect(make([present, old]).keyIdOf(sealed)).toBe(sealer.keyIds[0])
      expect(make([present]).keyIdOf(sealed)).toBe(sealer.keyIds[0])
      expect(make([present]).keyIdOf('nonsense')).toBe(undefined)
    })

    it('says which key is missing, as a setting to correct and not as damage', async () => {
      const sealer = make([old])
      const error = await errorOf(make([present]).open(await sealer.seal(secret, header), header))
      expect(error).toMatchObject({ name: 'ConfigurationError', code: 'unknown_key' })
      expect(error.message).toContain(sealer.keyIds[0])
    })

    it('says no secret in an error', async () => {
      const cipher = make([present])
      const sealed = await cipher.seal(secret, header)
      const other = { ...header, generation: 8 }
      for (const error of [
        await errorOf(cipher.open(sealed, other)),
        await errorOf(make([old]).open(sealed, header)),
      ]) {
        for (const text of [secret, present, old, sealed])
          expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(text)
      }
    })

    it('tells by a keyed digest whether a text is one that it saw, also after the keys moved', async () => {
      const digest = make([old]).fingerprint(secret)
      expect(digest).not.toContain(secret)
      expect(make([present, old]).matches(secret, digest)).toBe(true)
      expect(make([present, old]).matches(`${secret}x`, digest)).toBe(false)
      expect(make([present]).matches(secret, digest)).toBe(false)
      expect(make([present]).matches(secret, 'nonsense')).toBe(false)
      expect(make([present]).fingerprint(secret) === digest).toBe(false)
      const both = make([present, old])
      expect(both.fingerprints(secret)).toEqual([both.fingerprint(secret), digest])
      expect(both.fingerprint(secret).startsWith(`${both.keyIds[0]}.`)).toBe(true)
    })
  })
}
