// Very many connections in the embedded store: what a save costs among the first and among the last of them, how long
// autoRefresh takes to start, and what a connection that waits keeps in memory. A child of shared/child.mjs.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTokenManager, generateKey } from '../../packages/core/dist/index.js'
import { fileStore } from '../../packages/core/dist/store/file/file-store.js'
import { benchProvider } from '../shared/provider.mjs'
import { heapUsed } from './heap.mjs'

const now = Date.now()
const day = 86_400_000

/** As large as a real one; nobody decrypts it here. */
function record(index) {
  const account = String(1_000_000_000 + index)
  const facts = {
    connection: `bench:${account}`,
    provider: 'bench',
    account,
    lineage: 'bench-lineage',
    generation: 1,
    scopes: [],
    params: {},
    issuedAt: now,
    expiresAt: now + day,
    refreshExpiresAt: now + 90 * day,
    refreshable: true,
    assumed: [],
    createdAt: now,
    updatedAt: now,
  }
  return { id: facts.connection, tokens: JSON.stringify({ v: 1, facts, sealed: 'x'.repeat(1_200) }) }
}

async function save(store, from, to) {
  const began = performance.now()
  for (let index = from; index < to; index++) {
    const { id, tokens } = record(index)
    await store.save(id, undefined, tokens)
  }
  return (performance.now() - began) / (to - from)
}

async function measure(store, connections) {
  // Opens it.
  await store.list().next()
  const sample = connections / 10
  const first = await save(store, 0, sample)
  await save(store, sample, connections - sample)
  const last = await save(store, connections - sample, connections)
  const tokens = createTokenManager({
    store,
    providers: [benchProvider('http://127.0.0.1:9/token')],
    encryptionKeys: [generateKey()],
    rescueDir: false,
  })
  const before = heapUsed()
  const began = performance.now()
  const auto = tokens.autoRefresh()
  await auto.idle()
  const milliseconds = performance.now() - began
  const bytes = (heapUsed() - before) / connections
  await tokens.close()
  return { first, last, milliseconds, bytes }
}

export default {
  start() {},
  async run(connections) {
    const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-bench-'))
    const store = fileStore(folder)
    try {
      return await measure(store, connections)
    } finally {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
