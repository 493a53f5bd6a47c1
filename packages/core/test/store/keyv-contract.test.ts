import { join } from 'node:path'
import { Keyv } from 'keyv'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { Connection } from '../../src/store/file/connection.ts'
import { LibsqlKeyvAdapter } from '../../src/store/file/libsql-keyv-adapter.ts'
import { keyvStore } from '../../src/store/keyv.ts'
import { storeContract } from '../../src/testing/store-contract.ts'
import { fakeClock } from './fake-clock.ts'
import { temporaryFolder } from './temporary-folder.ts'

const runner = { describe, it, beforeEach, afterEach }
const clock = fakeClock()

let map = new Map()
const empty = () => {
  map = new Map()
  return map
}
storeContract(
  'keyv on a Map',
  {
    open: () => keyvStore(new Keyv({ store: empty() }), { clock }),
    reopen: () => keyvStore(new Keyv({ store: map }), { clock }),
    clock,
    atomic: false,
  },
  runner,
)

const root = temporaryFolder()
let folders = 0
const libsql = (folder: number) =>
  new LibsqlKeyvAdapter(new Connection(join(root, String(folder)), { clock }))
storeContract(
  'keyv on an adapter',
  {
    open: () => keyvStore(new Keyv({ store: libsql(++folders), namespace: 'connection' }), { clock }),
    reopen: () => keyvStore(new Keyv({ store: libsql(folders), namespace: 'connection' }), { clock }),
    clock,
    atomic: false,
    durable: true,
  },
  runner,
)
