import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { fileStore } from '../../src/store/file/file-store.ts'
import { storeContract } from '../../src/testing/store-contract.ts'
import { fakeClock } from './fake-clock.ts'
import { temporaryFolder } from './temporary-folder.ts'

const runner = { describe, it, beforeEach, afterEach }
const root = temporaryFolder()
let folders = 0
const here = () => join(root, String(folders))
const next = () => join(root, String(++folders))

const clock = fakeClock()
storeContract(
  'file',
  {
    open: () => fileStore(next(), { clock }),
    reopen: () => fileStore(here(), { clock }),
    clock,
    durable: true,
  },
  runner,
)

storeContract(
  'file, by its own clock',
  { open: () => fileStore(next()), reopen: () => fileStore(here()), durable: true },
  runner,
)
