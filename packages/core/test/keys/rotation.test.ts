import { expect, it } from 'vitest'
import { createTokenManager, generateKey, jweCipher, memoryStore } from '../../src/index.ts'
import { rescueFolder } from '../../src/rescue/rescue-folder.ts'
import { decodeRecord, encodeRecord } from '../../src/tokens/token-record.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { tokenRecord } from '../support/records.ts'
import { manyAccounts } from './many-accounts.ts'

const [old, present] = [generateKey(), generateKey()]
const idOf = (key: string) => jweCipher([key]).keyIds[0] ?? ''

/** Ten connections under the old key. */
async function house() {
  const provider = manyAccounts()
  const store = memoryStore()
  const rescueDir = temporaryFolder()
  const manager = (...encryptionKeys: string[]) =>
    createTokenManager({ store, providers: [provider.adapter], encryptionKeys, rescueDir })
  const accounts = Array.from({ length: 10 }, (_, index) => `a${index}`)
  const first = manager(old)
  for (const account of accounts) {
    await first.import({
      provider: 'fake',
      account,
      refreshToken: provider.tokenOf(account),
      accessToken: 'a',
    })
  }
  const stored = async () => {
    const found = new Map<string, string>()
    for await (const { id, tokens } of store.list()) found.set(id, tokens)
    return found
  }
  return { provider, store, rescue: rescueFolder(rescueDir), manager, first, stored }
}

/** The same, but its sealed part does not open any more. */
const damaged = (tokens: string) => {
  const record = JSON.parse(tokens) as { sealed: string }
  return JSON.stringify({ ...record, sealed: record.sealed.replace(/\.[^.]{4}([^.]*)$/, '.AAAA$1') })
}

it('seals every connection with the first key, and changes nothing else', async () => {
  const { store, manager, stored } = await house()
  const doubt = { lineage: 'l', generation: 1, at: 1, host: 'h' }
  const backoff = { failures: 1, since: 1, until: 2, reason: 'transient', code: 'x' } as const
  const { fence = 0 } = await store.acquire('fake:a0', { owner: 'o', host: 'h' }, 1000)
  await store.release('fake:a0', fence, { doubt, backoff })
  const before = await stored()
  const progress: number[] = []

  const tokens = manager(present, old)
  const result = await tokens.rotateKeys({ onProgress: ({ reencrypted }) => progress.push(reencrypted) })
  expect(result).toEqual({ key: idOf(present), reencrypted: 10, already: 0, rescued: 0, failed: [] })
  expect(progress.at(-1)).toBe(10)

  for (const [id, bytes] of await stored()) {
    const now = await decodeRecord(bytes, jweCipher([present]), id)
    const then = await decodeRecord(before.get(id) ?? '', jweCipher([old]), id)
    expect(now.secrets).toEqual(then.secrets)
    expect({ ...now.facts, grant: '' }).toEqual({ ...then.facts, grant: '' })
  }
  expect((await store.read('fake:a0')).lease).toMatchObject({ state: 'free', doubt, backoff })
  expect(await tokens.rotateKeys()).toMatchObject({ reencrypted: 0, already: 10 })
})

it('goes on where it was interrupted, and opens nothing that is done', async () => {
  const { store, manager, stored } = await house()
  const tokens = manager(present, old)
  const interrupt = new AbortController()
  const stopping = tokens.rotateKeys({
    concurrency: 2,
    signal: interrupt.signal,
    onProgress: ({ reencrypted }) => reencrypted >= 4 && interrupt.abort(new Error('Ctrl-C')),
  })
  await expect(stopping).rejects.toThrow('Ctrl-C')
  const uses = await tokens.keysInUse()
  const [done = 0, left = 0] = uses.map(({ connections }) => connections)
  expect([done >= 4, left > 0, done + left]).toEqual([true, true, 10])

  // Whoever opened it would see that it is damaged.
  for (const [id, bytes] of await stored()) {
    if (jweCipher([present]).keyIdOf(JSON.parse(bytes).sealed) === idOf(present))
      await store.save(id, bytes, damaged(bytes))
  }
  expect(await tokens.rotateKeys()).toMatchObject({ already: done, reencrypted: left, failed: [] })
})

it('ends with the manager, between two connections', async () => {
  const { manager, stored } = await house()
  const tokens = manager(present, old)
  let closed: Promise<void> | undefined
  const rotation = tokens.rotateKeys({
    concurrency: 1,
    onProgress: () => {
      closed ??= tokens.close()
    },
  })
  await expect(rotation).rejects.toMatchObject({ code: 'closed' })
  await closed
  const kids = [...(await stored()).values()].map((bytes) =>
    jweCipher([old]).keyIdOf(JSON.parse(bytes).sealed),
  )
  expect(kids.filter((kid) => kid === idOf(present))).toHaveLength(1)
})

it('reports a record that it cannot read, and does the others', async () => {
  const { store, manager, stored } = await house()
  const before = await stored()
  const bytes = before.get('fake:a3') ?? ''
  await store.save('fake:a3', bytes, damaged(bytes))
  const result = await manager(present, old).rotateKeys()
  expect(result).toMatchObject({
    reencrypted: 9,
    failed: [{ connection: 'fake:a3', error: { name: 'StoreUnavailableError', code: 'corrupt_record' } }],
  })
  expect((await store.read('fake:a3')).tokens).toBe(damaged(bytes))
})

it('names a key that was taken out too early, and loses nothing by it', async () => {
  const { provider, manager, stored } = await house()
  const before = await stored()
  const hasty = manager(present)
  expect(await hasty.keysInUse()).toEqual([
    { id: idOf(present), role: 'seals', connections: 0, rescued: 0, remembering: 0 },
    { id: idOf(old), role: 'missing', connections: 10, rescued: 0, remembering: 0 },
  ])
  const { failed, reencrypted } = await hasty.rotateKeys()
  expect(reencrypted).toBe(0)
  expect(failed).toHaveLength(10)
  expect(failed[0]?.error).toMatchObject({ name: 'ConfigurationError', code: 'unknown_key' })
  expect(failed[0]?.error.message).toContain(idOf(old))
  expect(await stored()).toEqual(before)

  const tokens = manager(present, old)
  expect(await tokens.rotateKeys()).toMatchObject({ reencrypted: 10, failed: [] })
  await manager(present).refresh('fake:a0')
  expect(provider.refused).toEqual([])
})

it('never overwrites what a holder that had lost its lease saved meanwhile', async () => {
  const { store, manager, stored } = await house()
  const bytes = (await stored()).get('fake:a0') ?? ''
  const parent = await decodeRecord(bytes, jweCipher([old]), 'fake:a0')
  const facts = { ...parent.facts, generation: 2 }
  const newer = await encodeRecord(
    { facts, secrets: { ...parent.secrets, refreshToken: 'the newest' } },
    jweCipher([old]),
  )
  const { acquire } = store
  store.acquire = async (id, ...asked) => {
    const held = await acquire(id, ...asked)
    if (held.tokens === bytes) await store.save(id, bytes, newer)
    return held
  }
  expect(await manager(present, old).rotateKeys()).toMatchObject({ reencrypted: 10, failed: [] })
  const { tokens = '', lease } = await store.read('fake:a0')
  const { secrets } = await decodeRecord(tokens, jweCipher([present]), 'fake:a0')
  expect(secrets.refreshToken).toBe('the newest')
  expect(lease.state).toBe('free')
})

it('seals what lies in the rescue folder too, also of a connection that the store lost', async () => {
  const { store, manager, rescue, stored } = await house()
  const { facts } = await decodeRecord((await stored()).get('fake:a0') ?? '', jweCipher([old]), 'fake:a0')
  const keep = async (connection: string, lineage: string, generation: number) => {
    const record = tokenRecord({ connection, lineage, generation }, { refreshToken: 'the next' })
    const tokens = await encodeRecord(record, jweCipher([old]))
    await rescue.keep({ connection, lineage, generation, issuedAt: 1, tokens, parent: null })
  }
  await keep('fake:a0', facts.lineage, 2)
  await keep('fake:lost', 'lineage', 1)
  const tokens = manager(present, old)
  expect((await tokens.keysInUse())[1]).toMatchObject({ connections: 10, rescued: 2 })
  expect(await tokens.rotateKeys()).toMatchObject({ reencrypted: 10, rescued: 2, failed: [] })
  expect((await tokens.keysInUse())[1]).toMatchObject({ connections: 0, rescued: 0 })
  for (const set of await rescue.all()) {
    const { secrets } = await decodeRecord(set.tokens, jweCipher([present]), set.connection)
    expect(secrets.refreshToken).toBe('the next')
  }
  expect((await store.read('fake:lost')).tokens).toBeUndefined()
})

it('removes a rescued set that was stored while it was being sealed anew', async () => {
  const { manager, rescue, stored } = await house()
  const bytes = (await stored()).get('fake:a0') ?? ''
  const { facts } = await decodeRecord(bytes, jweCipher([old]), 'fake:a0')
  const { lineage, generation } = facts
  await rescue.keep({ connection: 'fake:a0', lineage, generation, issuedAt: 1, tokens: bytes, parent: null })
  await manager(present, old).rotateKeys()
  expect(await rescue.all()).toEqual([])
})

it('keeps a spare, which lies inside the record', async () => {
  const { store, manager } = await house()
  const spare = tokenRecord({ connection: 'fake:b' }, { refreshToken: 'spare-token' })
  const bytes = await encodeRecord(tokenRecord({ connection: 'fake:b' }, { spare }), jweCipher([old]))
  await store.save('fake:b', undefined, bytes)
  await manager(present, old).rotateKeys()
  const { tokens = '' } = await store.read('fake:b')
  const { secrets } = await decodeRecord(tokens, jweCipher([present]), 'fake:b')
  expect(secrets.spare?.secrets.refreshToken).toBe('spare-token')
})

it('remembers spent refresh tokens by the old key while it is in the ring, and the present one without it', async () => {
  const { provider, first, manager } = await house()
  const spent = provider.tokenOf('a0')
  await first.refresh('fake:a0')
  const tokens = manager(present, old)
  // Known by the old key, before and after.
  const again = { provider: 'fake', account: 'a0', refreshToken: spent }
  const twice = { provider: 'fake', account: 'other', refreshToken: provider.tokenOf('a1') }
  await expect(tokens.import(again)).rejects.toMatchObject({ code: 'refresh_token_spent' })
  await expect(tokens.import(twice)).rejects.toMatchObject({ code: 'grant_in_use' })
  await tokens.rotateKeys()
  await expect(tokens.import(again)).rejects.toMatchObject({ code: 'refresh_token_spent' })
  expect((await tokens.keysInUse())[1]).toMatchObject({ connections: 0, remembering: 1 })

  const without = manager(present)
  await expect(without.import(twice)).rejects.toMatchObject({ code: 'grant_in_use' })
  const present0 = provider.tokenOf('a0')
  await without.refresh('fake:a0')
  await expect(without.import({ ...again, refreshToken: present0 })).rejects.toMatchObject({
    code: 'refresh_token_spent',
  })
})

it('leaves a login in progress to the key that sealed it', async () => {
  const { first, manager } = await house()
  const { state } = await first.authorize('fake')
  const tokens = manager(present, old)
  await tokens.rotateKeys()
  const { connection } = await tokens.callback(`http://127.0.0.1:8910/callback?code=good-code&state=${state}`)
  expect(connection.id).toBe('fake:account-1')
})
