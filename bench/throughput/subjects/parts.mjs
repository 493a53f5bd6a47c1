// What a refresh with oauth-tokens on Redis cannot do without, and nothing between: opening the stored set, the call of
// the provider by openid-client, sealing the new set, and three steps of the store. No rule of the protocol, no history
// of more than a line, nobody who hears of it, no list and no queue of what is due.
import { jweCipher } from '../../../packages/core/dist/cipher/jwe-cipher.js'
import { redisStore } from '../../../packages/core/dist/store/redis/redis-store.js'
import { decodeRecord, encodeRecord } from '../../../packages/core/dist/tokens/token-record.js'
import { bounded } from '../bounded.mjs'
import { create as createWhole, provider } from './oauth-tokens.mjs'

const allWell = { doubt: null, dead: null, backoff: null }
const line = JSON.stringify({ action: 'refresh', outcome: 'issued', generation: 2 })

export function create(task) {
  const { url, concurrency, key, stores } = task
  const { prepare } = createWhole({ ...task, store: 'redis' })
  const [cipher, adapter] = [jweCipher([key]), provider(url)]
  const refresh = async (store, index) => {
    const connection = `bench:${index}`
    const { tokens, fence } = await store.acquire(connection, { owner: String(index), host: 'bench' }, 10_000)
    const { facts, secrets } = await decodeRecord(tokens, cipher, connection)
    const { lineage, generation } = facts
    await store.spend(
      connection,
      fence,
      tokens,
      { lineage, generation, singleUse: true, at: Date.now() },
      30_000,
    )
    const { refreshToken, params } = secrets
    const { grant } = await adapter.refresh({ refreshToken, params, timeout: 20_000 })
    const next = {
      facts: { ...facts, generation: generation + 1 },
      secrets: { ...secrets, accessToken: grant.accessToken, refreshToken: grant.refreshToken },
    }
    const closing = { fence, note: allWell, history: line }
    if (!(await store.save(connection, tokens, await encodeRecord(next, cipher), closing)))
      throw new Error(`${connection} was not saved`)
  }
  return {
    prepare,
    async run(count) {
      const store = redisStore(stores.redis)
      await bounded(count, concurrency, (index) => refresh(store, index))
      await store.close()
    },
  }
}
