import keyvTestSuite, { keyvIteratorTests } from '@keyv/test-suite'
import { Keyv } from 'keyv'
import * as vitest from 'vitest'
import { Connection } from '../../src/store/file/connection.ts'
import { LibsqlKeyvAdapter } from '../../src/store/file/libsql-keyv-adapter.ts'
import { temporaryFolder } from './temporary-folder.ts'

const connection = new Connection(temporaryFolder())
const adapter = () => new LibsqlKeyvAdapter(connection)

keyvTestSuite(vitest, Keyv, adapter)
keyvIteratorTests(vitest, Keyv, adapter)

const { describe, it, expect } = vitest
describe('the libsql adapter', () => {
  it('clears a namespace without touching one whose name begins alike', async () => {
    const one = new Keyv({ store: adapter(), namespace: 'a' })
    const other = new Keyv({ store: adapter(), namespace: 'ab' })
    await one.set('key', 1)
    await other.set('key', 2)
    await one.clear()
    expect(await one.get('key')).toBeUndefined()
    expect(await other.get('key')).toBe(2)
  })

  it('throws when its store was closed, instead of answering that nothing is there', async () => {
    const closed = new Connection(temporaryFolder())
    const keyv = new Keyv({ store: new LibsqlKeyvAdapter(closed), throwOnErrors: true })
    await keyv.set('key', 'value')
    await closed.close()
    await expect(keyv.get('key')).rejects.toMatchObject({ name: 'StoreUnavailableError' })
    await expect(keyv.set('key', 'value')).rejects.toMatchObject({ name: 'StoreUnavailableError' })
  })
})
