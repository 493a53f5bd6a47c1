import { fileURLToPath } from 'node:url'
import type { Keyv } from 'keyv'
import type { Clock } from '../clock.ts'
import { ConfigurationError } from '../errors.ts'
import { joined, type Phrase, phrase } from '../phrase.ts'
import type { LoadableStore } from './bounded-store.ts'
import { fileStore } from './file/file-store.ts'
import { loadLibsql } from './file/load-libsql.ts'
import { keyvStore } from './keyv.ts'
import { memoryStore } from './memory.ts'
import { loadPg } from './postgres/load-pg.ts'
import { postgresStore } from './postgres/postgres-store.ts'
import { loadKeyvRedis } from './redis/load-keyv-redis.ts'
import { redisStore } from './redis/redis-store.ts'
import type { TokenStore } from './token-store.ts'

const expected = phrase`Expected file:DIR (such as file:./.oauth-tokens), redis://HOST, rediss://HOST, postgres://HOST/DATABASE or memory:, a Keyv instance, or a TokenStore.`

/**
 * The store that a setting names: a URL, a Keyv instance or a ready store; nothing given means memory.
 * Does no I/O: stores open at first use. `timeout`: milliseconds that one operation may take.
 */
export function openStore(
  store: string | Keyv | TokenStore | undefined,
  clock?: Clock,
  timeout?: number,
): LoadableStore {
  const limit = timeout === undefined ? {} : { timeout }
  const options = clock ? { clock, ...limit } : limit
  if (store === undefined) return memoryStore(clock)
  if (isTokenStore(store)) return store
  if (isKeyv(store)) return keyvStore(store, options)
  if (typeof store !== 'string') {
    throw wrong(joined([phrase`The store is neither a URL nor an object that can store tokens.`, expected]))
  }
  // Only the scheme is ever repeated in a message: the rest may hold a password.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(store)?.[1]?.toLowerCase()
  if (scheme === 'memory') return memoryStore(clock)
  const keyv = () => import('keyv')
  if (scheme === 'file')
    return { ...fileStore(directoryOf(store.slice('file:'.length)), options), load: loadLibsql }
  if (scheme === 'redis' || scheme === 'rediss') {
    const load = () => Promise.all([loadKeyvRedis(), keyv()])
    return { ...redisStore(store, limit), load, bounded: true }
  }
  if (scheme === 'postgres' || scheme === 'postgresql')
    return { ...postgresStore(store, limit), load: () => Promise.all([loadPg(), keyv()]) }
  if (scheme === undefined) throw wrong(joined([phrase`The store URL has no scheme.`, expected]))
  throw wrong(joined([phrase`There is no store for ${scheme}:.`, expected]))
}

function directoryOf(path: string): string {
  if (path === '' || path === '//')
    throw wrong(joined([phrase`The store URL file: names no folder.`, expected]))
  if (/^~(\/|$)/.test(path)) {
    throw wrong(
      phrase`The store URL begins with file:~, which only a shell expands. Write the whole path, as in file:/home/me/tokens.`,
    )
  }
  if (!path.startsWith('//')) return path
  try {
    return fileURLToPath(`file:${path}`)
  } catch {
    throw wrong(
      phrase`The store URL file://… must be file:///DIR, a path from the root, on this machine. For a relative one write file:./DIR.`,
    )
  }
}

function isTokenStore(store: unknown): store is TokenStore {
  return has(store, 'acquire') && 'guarantee' in store
}

/** By its shape: a Keyv of another copy of the package is as good. */
function isKeyv(store: unknown): store is Keyv {
  return has(store, 'get') && has(store, 'set') && has(store, 'delete') && 'opts' in store
}

function has(value: unknown, method: string): value is object {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, method) === 'function'
}

function wrong(message: Phrase): ConfigurationError {
  return new ConfigurationError(message, { code: 'store_setting' })
}
