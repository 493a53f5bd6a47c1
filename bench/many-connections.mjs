// What very many connections cost in the embedded store: a save among the first and among the last of them (the ratio
// should be about 1), the start of autoRefresh, and the memory of a connection that waits. Needs node --expose-gc.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTokenManager, generateKey } from '@oauth-tokens/core'
import { fileStore } from '@oauth-tokens/core/store/file'
import { zaloOa } from '@oauth-tokens/provider-zalo-oa'

const count = process.argv.includes('--quick') ? 2_000 : 50_000
const sample = count / 10
const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-bench-'))
const store = fileStore(folder)
const now = Date.now()

function record(index) {
  const account = String(1_000_000_000 + index)
  const facts = {
    connection: `zalo-oa:${account}`,
    provider: 'zalo-oa',
    account,
    lineage: 'bench-lineage',
    generation: 1,
    scopes: [],
    params: {},
    issuedAt: now,
    expiresAt: now + 90_000_000,
    refreshExpiresAt: now + 90 * 86_400_000,
    refreshable: true,
    assumed: [],
    createdAt: now,
    updatedAt: now,
  }
  return { id: facts.connection, tokens: JSON.stringify({ v: 1, facts, sealed: 'x'.repeat(1_200) }) }
}

async function save(from, to) {
  const began = performance.now()
  for (let index = from; index < to; index++) {
    const { id, tokens } = record(index)
    await store.save(id, undefined, tokens)
  }
  return (performance.now() - began) / (to - from)
}

try {
  const first = await save(0, sample)
  await save(sample, count - sample)
  const last = await save(count - sample, count)
  console.log(`${count} connections in the embedded store, Node ${process.version}`)
  console.log(
    `save, last tenth against first: ${(last / first).toFixed(2)} x (${last.toFixed(2)} ms against ${first.toFixed(2)} ms)`,
  )

  const provider = zaloOa({ clientId: '1', clientSecret: 'not-a-secret' })
  const tokens = createTokenManager({
    store,
    providers: [provider],
    encryptionKeys: [generateKey()],
    rescueDir: false,
  })
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const began = performance.now()
  const auto = tokens.autoRefresh()
  await auto.idle()
  const took = performance.now() - began
  globalThis.gc?.()
  const bytes = (process.memoryUsage().heapUsed - before) / count
  console.log(
    `autoRefresh: started in ${took.toFixed(0)} ms, ${bytes.toFixed(0)} bytes for each connection that waits`,
  )
  await tokens.close()
} finally {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
}
