import { createCipheriv } from 'node:crypto'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, type JWEHeaderParameters } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  createTokenManager,
  generateKey,
  jweCipher,
  memoryStore,
  type SealedHeader,
} from '../../src/index.ts'
import { fakeClock } from '../../src/testing/index.ts'
import { fakeProvider } from '../support/fake-provider.ts'
import { failure, id } from '../support/world.ts'

const header: SealedHeader = { subject: id, kind: 'tokens', lineage: 'lineage-1', generation: 1 }
const key = generateKey()
const secret = new Uint8Array(Buffer.from(key, 'base64url'))
const claims = {
  sub: id,
  typ: 'oauth-tokens.tokens',
  lin: 'lineage-1',
  gen: 1,
  kid: jweCipher([key]).keyIds[0],
}
const sealedWith = (parameters: JWEHeaderParameters, size = 32, text = 'text') =>
  new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ ...claims, ...parameters } as never)
    .encrypt(secret.slice(0, size))

describe('a sealed record', () => {
  it('is a compact JWE that names its key and what it belongs to', async () => {
    const sealed = await jweCipher([key]).seal('text', header)
    expect(decodeProtectedHeader(sealed)).toEqual({ alg: 'dir', enc: 'A256GCM', ...claims })
  })

  it.each(['text', '', 'Nguyễn Văn A 👍', 'x'.repeat(100_000)])(
    'is one and the same to another JOSE library, both ways: %.20s',
    async (text) => {
      const ours = await jweCipher([key]).seal(text, header)
      const opened = await compactDecrypt(ours, secret)
      expect(new TextDecoder().decode(opened.plaintext)).toBe(text)
      expect(opened.protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM', ...claims })
      const theirs = await sealedWith({ alg: 'dir', enc: 'A256GCM' }, 32, text)
      expect(await jweCipher([key]).open(theirs, header)).toBe(text)
    },
  )

  it('of a connection whose name is not ASCII is read by another JOSE library', async () => {
    const elsewhere = { ...header, subject: 'acme:Nguyễn Văn A' }
    const sealed = await jweCipher([key]).seal('text', elsewhere)
    expect((await compactDecrypt(sealed, secret)).protectedHeader).toMatchObject({ sub: 'acme:Nguyễn Văn A' })
    expect(await jweCipher([key]).open(sealed, elsewhere)).toBe('text')
  })

  it.each<[JWEHeaderParameters, number]>([
    [{ alg: 'dir', enc: 'A128GCM' }, 16],
    [{ alg: 'dir', enc: 'A128CBC-HS256' }, 32],
    [{ alg: 'A256KW', enc: 'A256GCM' }, 32],
    [{ alg: 'A256GCMKW', enc: 'A256GCM' }, 32],
  ])('is refused when made with %o', async (parameters, size) => {
    const sealed = await sealedWith(parameters, size)
    expect(await failure(jweCipher([key]).open(sealed, header))).toMatchObject({ code: 'corrupt_record' })
  })

  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  /** Authentic in every bit, and made in a way of its own. */
  function authentic({ extra = {}, encryptedKey = '', ivLength = 12, tagLength = 16 }) {
    const protectedHeader = encoded({ alg: 'dir', enc: 'A256GCM', ...claims, ...extra })
    const iv = Buffer.alloc(ivLength, 1)
    const cipher = createCipheriv('aes-256-gcm', secret, iv, { authTagLength: tagLength })
    cipher.setAAD(Buffer.from(protectedHeader))
    const ciphertext = Buffer.concat([cipher.update('text'), cipher.final()])
    const parts = [iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))
    return [protectedHeader, encryptedKey, ...parts].join('.')
  }

  it('is opened when it is authentic', async () => {
    expect(await jweCipher([key]).open(authentic({}), header)).toBe('text')
  })

  it.each<[string, Parameters<typeof authentic>[0]]>([
    ['a tag of 12 bytes', { tagLength: 12 }],
    ['a tag of 4 bytes', { tagLength: 4 }],
    ['an initialization vector of 16 bytes', { ivLength: 16 }],
    ['an encrypted key', { encryptedKey: 'AAAA' }],
    ['an extension that must be understood', { extra: { crit: ['b64'], b64: false } }],
    ['compression', { extra: { zip: 'DEF' } }],
  ])('is refused with %s, though authentic', async (_title, way) => {
    expect(await failure(jweCipher([key]).open(authentic(way), header))).toMatchObject({
      code: 'corrupt_record',
    })
  })

  it.each([
    ['a sixth part', (sealed: string) => `${sealed}.`],
    ['four parts', (sealed: string) => sealed.slice(0, sealed.lastIndexOf('.'))],
    ['padding', (sealed: string) => `${sealed}==`],
    ['a character of base64 alone', (sealed: string) => sealed.replace(/[-_](?=[^.]*$)|$/, '+')],
    ['white space', (sealed: string) => `${sealed}\n`],
  ])('is refused with %s', async (_title, change) => {
    const sealed = await jweCipher([key]).seal('text', header)
    expect(await failure(jweCipher([key]).open(change(sealed), header))).toMatchObject({
      code: 'corrupt_record',
    })
  })

  it.each([['[]'], ['null'], ['"text"'], ['{']])('is refused with a header of %s', async (text) => {
    const [, ...rest] = authentic({}).split('.')
    const sealed = [Buffer.from(text).toString('base64url'), ...rest].join('.')
    expect(await failure(jweCipher([key]).open(sealed, header))).toMatchObject({ code: 'corrupt_record' })
    expect(jweCipher([key]).keyIdOf(sealed)).toBeUndefined()
  })

  it('is refused with an algorithm of none', async () => {
    const [, ...rest] = (await sealedWith({ alg: 'dir', enc: 'A256GCM' })).split('.')
    const none = Buffer.from(JSON.stringify({ ...claims, alg: 'none' })).toString('base64url')
    expect(await failure(jweCipher([key]).open([none, ...rest].join('.'), header))).toMatchObject({
      code: 'corrupt_record',
    })
  })
})

describe('a key ring', () => {
  it.each([
    ['no key', [], 'missing_key'],
    ['a short key', ['c2hvcnQ'], 'invalid_key'],
    ['a key of 33 bytes', [Buffer.alloc(33).toString('base64url')], 'invalid_key'],
    ['a key in plain base64', [`${'+/'.repeat(21)}+`], 'invalid_key'],
    ['a good and a bad key', [generateKey(), 'bad'], 'invalid_key'],
  ])('refuses %s, and repeats none of it', (_title, keys, code) => {
    try {
      jweCipher(keys)
      expect.fail('it was accepted')
    } catch (error) {
      expect(error).toMatchObject({ name: 'ConfigurationError', code })
      for (const each of keys) expect(String(error)).not.toContain(each)
    }
  })

  it('takes keys with white space around and padding behind', async () => {
    expect(jweCipher([` ${key}=\n`]).keyIds).toEqual(jweCipher([key]).keyIds)
  })
})

describe('a store that somebody edited', () => {
  async function twoConnections() {
    const store = memoryStore(fakeClock())
    const tokens = createTokenManager({
      store,
      providers: [fakeProvider().adapter],
      encryptionKeys: [key],
      clock: fakeClock(),
    })
    for (const account of ['account-1', 'account-2']) {
      await tokens.import({
        provider: 'fake',
        account,
        accessToken: `access-of-${account}`,
        refreshToken: `refresh-of-${account}`,
        expiresIn: 3600,
      })
    }
    const stored = async (account: string) => JSON.parse((await store.read(`fake:${account}`)).tokens ?? '')
    const replace = async (account: string, value: unknown) => {
      const { tokens: before } = await store.read(`fake:${account}`)
      await store.save(`fake:${account}`, before, JSON.stringify(value))
    }
    return { tokens, stored, replace }
  }

  it('I6: cannot pass the tokens of one connection off as another’s', async () => {
    const { tokens, stored, replace } = await twoConnections()
    const [one, other] = [await stored('account-1'), await stored('account-2')]
    await replace('account-1', { ...one, sealed: other.sealed })
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({
      name: 'StoreUnavailableError',
      code: 'corrupt_record',
    })
    await replace('account-1', other)
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({
      name: 'StoreUnavailableError',
      code: 'corrupt_record',
    })
  })

  it.each([
    ['generation', 9],
    ['lineage', 'another'],
    ['connection', 'fake:account-2'],
  ])('I6: cannot change the %s in the clear part', async (fact, value) => {
    const { tokens, stored, replace } = await twoConnections()
    const one = await stored('account-1')
    await replace('account-1', { ...one, facts: { ...one.facts, [fact]: value } })
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({
      name: 'StoreUnavailableError',
      code: 'corrupt_record',
    })
  })

  it.each([['null'], ['[]'], ['{"v":2}'], ['{"v":1}'], ['{"v":1,"facts":{}}'], ['no JSON']])(
    'I6: reads %s as damage, not as nothing',
    async (text) => {
      const store = memoryStore(fakeClock())
      await store.save(id, undefined, text)
      const tokens = createTokenManager({ store, providers: [fakeProvider().adapter], clock: fakeClock() })
      expect(await failure(tokens.getAccessToken(id))).toMatchObject({
        name: 'StoreUnavailableError',
        code: 'corrupt_record',
      })
    },
  )

  it('I6: says which key is missing when another one sealed it', async () => {
    const store = memoryStore(fakeClock())
    const make = (encryptionKeys: string[]) =>
      createTokenManager({ store, providers: [fakeProvider().adapter], encryptionKeys, clock: fakeClock() })
    await make([key]).import({ provider: 'fake', account: 'account-1', accessToken: 'a', expiresIn: 3600 })
    const error = await failure(make([generateKey()]).getAccessToken(id))
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'unknown_key' })
    expect(error.message).toContain(jweCipher([key]).keyIds[0])
    expect(await make([generateKey(), key]).getAccessToken(id)).toBe('a')
  })
})
