// What a connection keeps in memory whose token is held, beside the two values that the limit would hold. The token
// has 755 characters, as that of a provider that sends signed ones. A child of shared/child.mjs.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTokenManager, generateKey } from '../../packages/core/dist/index.js'
import { fileStore } from '../../packages/core/dist/store/file/file-store.js'
import { grant } from '../shared/grants.mjs'
import { benchProvider } from '../shared/provider.mjs'
import { heapUsed } from './heap.mjs'

// Two secrets of 43 characters are in every grant; the token is made as long as a signed one.
const longer = (accessToken, index) => `${accessToken}${String(index).padStart(712, '.')}`

const managerOf = (folder, key) =>
  createTokenManager({
    store: fileStore(folder),
    providers: [benchProvider('http://127.0.0.1:9/token')],
    encryptionKeys: [key],
    rescueDir: false,
  })

async function fill(folder, key, connections) {
  const tokens = managerOf(folder, key)
  const ids = []
  for (let index = 0; index < connections; index++) {
    const { id, account, accessToken, refreshToken, expiresAt } = grant(String(1_000_000_000 + index))
    ids.push(id)
    await tokens.import({
      provider: 'bench',
      account,
      accessToken: longer(accessToken, index),
      refreshToken,
      expiresAt: new Date(expiresAt),
    })
  }
  await tokens.close()
  return ids
}

async function ours(folder, key, ids) {
  const tokens = managerOf(folder, key)
  // Opens the store.
  await tokens.getAccessToken(ids[0])
  const before = heapUsed()
  for (const id of ids) await tokens.getAccessToken(id)
  const bytes = (heapUsed() - before) / ids.length
  await tokens.close()
  return bytes
}

function limit(ids) {
  const before = heapUsed()
  const held = new Map()
  // A string of its own, not a rope of shared pieces.
  for (const [index, id] of ids.entries())
    held.set(id, {
      accessToken: Buffer.from(longer('t'.repeat(43), index)).toString(),
      freshUntil: Date.now() + index,
    })
  const bytes = (heapUsed() - before) / ids.length
  return held.size === ids.length ? bytes : Number.NaN
}

export default {
  start() {},
  async run(connections) {
    const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-bench-'))
    const key = generateKey()
    try {
      const ids = await fill(folder, key, connections)
      return { limit: limit(ids), ours: await ours(folder, key, ids) }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
