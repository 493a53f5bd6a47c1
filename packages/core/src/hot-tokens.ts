import { liveFacts } from './connection/stored-connections.ts'
import { type Pair, samePair } from './store/lease.ts'
import type { TokenStore } from './store/token-store.ts'
import { freshUntil } from './tokens/freshness.ts'
import type { TokenRecord } from './tokens/token-record.ts'

/** A token set in memory. */
export interface HotToken extends Pair {
  /** Epoch ms. */
  freshUntil: number
  record: TokenRecord
  unsaved: boolean
  /** Of the text in the store, where it is known. */
  mark?: string
}

/** The token sets that this process used last, bounded. */
export interface HotTokens {
  /** The access token, if it is fresh at `now`. */
  fresh(connection: string, now: number): string | undefined
  get(connection: string): HotToken | undefined
  /** `connection` is the caller's own string: a look-up by the very same one compares no characters. */
  set(
    connection: string,
    record: TokenRecord,
    margin: number | undefined,
    stored: { unsaved: boolean; mark?: string },
  ): void
  /** Somebody may have newer ones: the next read asks the store, and has these if it does not answer. */
  suspect(connection: string): void
  suspectAll(): void
  delete(connection: string): void
}

export function hotTokens(size: number): HotTokens {
  // What the fresh path reads lies close together: with many connections its price is that of memory far apart.
  const places = new Map<string, number>()
  const accessTokens: string[] = []
  const untils: number[] = []
  const tokens: (HotToken | undefined)[] = []
  const free: number[] = []

  const remove = (connection: string) => {
    const place = places.get(connection)
    if (place === undefined) return
    places.delete(connection)
    accessTokens[place] = ''
    untils[place] = 0
    tokens[place] = undefined
    free.push(place)
  }
  const suspect = (connection: string) => {
    const place = places.get(connection)
    const token = place === undefined ? undefined : tokens[place]
    if (place === undefined || !token) return
    untils[place] = 0
    tokens[place] = { ...token, freshUntil: 0 }
  }
  return {
    fresh(connection, now) {
      const place = places.get(connection)
      if (place === undefined || now >= (untils[place] as number)) return undefined
      return accessTokens[place]
    },
    get(connection) {
      const place = places.get(connection)
      return place === undefined ? undefined : tokens[place]
    },
    set(connection, record, margin, { unsaved, mark }) {
      // The digests of spent refresh tokens are for the store: with very many connections they would be most of it.
      const { grant: _grant, spent: _spent, ...facts } = record.facts
      const { secrets } = record
      const { lineage, generation } = facts
      // A Map keeps the order of insertion: what was refreshed longest ago goes first.
      remove(connection)
      if (places.size >= size) {
        const { value: oldest } = places.keys().next()
        if (oldest !== undefined) remove(oldest)
      }
      const place = free.pop() ?? tokens.length
      const until = secrets.accessToken === '' ? 0 : freshUntil(facts, margin)
      places.set(connection, place)
      accessTokens[place] = secrets.accessToken
      untils[place] = until
      tokens[place] = {
        ...{ lineage, generation, freshUntil: until, record: { facts, secrets }, unsaved },
        ...(mark !== undefined && { mark }),
      }
    },
    suspect,
    suspectAll() {
      for (const connection of places.keys()) suspect(connection)
    },
    delete: remove,
  }
}

/** Drops what is in memory when the store has another set, or a doubt about this one. Never fails. */
export async function revalidate(hot: HotTokens, store: TokenStore, connection: string): Promise<void> {
  const seen = hot.get(connection)
  if (!seen) return
  try {
    const { tokens, lease } = await store.read(connection)
    // Gone without a tombstone: the store lost it, and what is in memory may be all that is left.
    if (tokens === undefined) return
    const pair = liveFacts(tokens)
    // Ours may be on its way to the store.
    const ahead = pair?.lineage === seen.lineage && seen.generation > pair.generation
    const questioned = samePair(lease.doubt, seen) || samePair(lease.dead, seen)
    const stale = questioned || (!samePair(pair, seen) && !ahead)
    if (stale && hot.get(connection) === seen) hot.delete(connection)
  } catch {
    // A change was told and could not be read: what is in memory may be what it replaced.
    if (hot.get(connection) === seen) hot.suspect(connection)
  }
}
