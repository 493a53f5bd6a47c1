import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTokenManager, generateKey, jweCipher, memoryStore } from '../../src/index.ts'
import { rescueFolder } from '../../src/rescue/rescue-folder.ts'
import { decodeRecord, encodeRecord } from '../../src/tokens/token-record.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { tokenRecord } from '../support/records.ts'
import { manyAccounts } from './many-accounts.ts'

const [old, present] = [generateKey(), generateKey()]
const keyIds = { old: jweCipher([old]).keyIds[0] ?? '', present: jweCipher([present]).keyIds[0] ?? '' }

/** Two connections under the old key, and a rescue folder. */
async function house() {
  const provider = manyAccounts()
  const store = memoryStore()
  const rescueDir = temporaryFolder()
  const rescue = rescueFolder(rescueDir)
  const manager = (...encryptionKeys: string[]) =>
    createTokenManager({ store, providers: [provider.adapter], encryptionKeys, rescueDir })
  const first = manager(old)
  for (const account of ['a', 'b'])
    await first.import({ provider: 'fake', account, refreshToken: provider.tokenOf(account) })
  /** A token set of an account that lies in the rescue folder, sealed with a key. */
  const rescued = async (account: string, generation: number, key = old) => {
    const connection = `fake:${account}`
    const record = tokenRecord({ connection, generation })
    const tokens = await encodeRecord(record, jweCipher([key]))
    await rescue.keep({ connection, lineage: 'lineage-1', generation, issuedAt: 1, tokens, parent: null })
  }
  return { store, rescueDir, rescue, manager, first, rescued }
}

describe('a key rotation', () => {
  it('passes over what was forgotten, which no key sealed', async () => {
    const { manager, first } = await house()
    await first.forget('fake:a')
    const tokens = manager(present, old)
    expect(await tokens.rotateKeys()).toMatchObject({ reencrypted: 1, already: 0, failed: [] })
    expect(await tokens.keysInUse()).toMatchObject([
      { id: keyIds.present, connections: 1 },
      { id: keyIds.old, connections: 0, remembering: 0 },
    ])
  })

  it('seals a connection without a refresh token anew', async () => {
    const { store, manager, first } = await house()
    await first.import({ provider: 'fake', account: 'c', accessToken: 'access-only' })
    await manager(present, old).rotateKeys()
    const { tokens = '' } = await store.read('fake:c')
    const { secrets } = await decodeRecord(tokens, jweCipher([present]), 'fake:c')
    expect(secrets.accessToken).toBe('access-only')
  })

  it('seals of a rescue folder only what needs it', async () => {
    const { rescue, manager, rescued } = await house()
    await rescued('lost', 2, present)
    await rescued('lost', 1)
    expect(await manager(present, old).rotateKeys()).toMatchObject({ rescued: 1, failed: [] })
    const sealers = (await rescue.all()).map(({ tokens }) =>
      jweCipher([old]).keyIdOf(JSON.parse(tokens).sealed),
    )
    expect(sealers).toEqual([keyIds.present, keyIds.present])
  })

  it('reports a rescued set that cannot be written again, leaves it as it was, and does the others', async () => {
    const { rescueDir, manager, rescued } = await house()
    await rescued('lost', 1)
    const [name = ''] = await readdir(rescueDir)
    const before = await readFile(join(rescueDir, name), 'utf8')
    // Where the new file would be written first.
    await mkdir(join(rescueDir, `${name}.${process.pid}.tmp`, 'in the way'), { recursive: true })
    const { reencrypted, failed } = await manager(present, old).rotateKeys()
    expect(reencrypted).toBe(2)
    expect(failed).toMatchObject([{ connection: 'fake:lost', error: { code: 'unexpected' } }])
    expect(failed[0]?.error.message).toMatch(/^fake:lost could not be sealed anew: an unexpected \w*Error\.$/)
    expect(await readFile(join(rescueDir, name), 'utf8')).toBe(before)
  })

  it('reports a rescued set that it cannot read, and does the others', async () => {
    const { rescueDir, manager, rescued } = await house()
    await rescued('lost', 1)
    const [name = ''] = await readdir(rescueDir)
    const set = JSON.parse(await readFile(join(rescueDir, name), 'utf8')) as object
    await writeFile(join(rescueDir, name), JSON.stringify({ ...set, tokens: 'damaged' }))
    const { reencrypted, failed } = await manager(present, old).rotateKeys()
    expect(reencrypted).toBe(2)
    expect(failed).toMatchObject([{ connection: 'fake:lost', error: { code: 'corrupt_record' } }])
  })
})

describe('the keys in use', () => {
  it('are not told where a record hides its key: taking one out of the ring might lose it', async () => {
    const { store, manager } = await house()
    const { tokens } = await store.read('fake:a')
    await store.save('fake:a', tokens, 'damaged')
    await expect(manager(present, old).keysInUse()).rejects.toMatchObject({
      code: 'corrupt_record',
      connection: 'fake:a',
    })
  })

  it('are not asked of what was forgotten', async () => {
    const { first } = await house()
    await first.forget('fake:a')
    expect(await first.keysInUse()).toEqual([
      { id: keyIds.old, role: 'seals', connections: 1, rescued: 0, remembering: 0 },
    ])
  })
})
