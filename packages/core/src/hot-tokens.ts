import { liveFacts } from './connection/stored-connections.ts'
import { type Pair, samePair } from './store/lease.ts'
import type { TokenStore } from './store/token-store.ts'
import { freshUntil } from './tokens/freshness.ts'
import type { ShownRecord } from './tokens/token-set.ts'

/** A token set in memory. */
export interface HotToken extends Pair {
  /** Epoch ms. */
  freshUntil: number
  record: ShownRecord
  unsaved: boolean
  /** All but the access token, as it is kept. */
  kept: string
}

/** How a token set is stored. */
export interface HowStored {
  unsaved: boolean
  /** Of the text in the store, where it is known. */
  mark?: string
}

/** The token sets that this process used last, bounded. */
export interface HotTokens {
  /** The access token, if it is fresh at `now`. */
  fresh(connection: string, now: number): string | undefined
  get(connection: string): HotToken | undefined
  /** Of the text in the store, where it is known. */
  mark(connection: string): string | undefined
  /** Whether this very set is still the one in memory. */
  holds(connection: string, token: HotToken): boolean
  /** `connection` is the caller's own string: a look-up by the very same one compares no characters. */
  set(connection: string, record: ShownRecord, margin: number | undefined, stored: HowStored): void
  /** Somebody may have newer ones: the next read asks the store, and has these if it does not answer. */
  suspect(connection: string): void
  suspectAll(): void
  delete(connection: string): void
}

export function hotTokens(size: number): HotTokens {
  // What the fresh path reads lies close together: with many connections its price is that of memory far apart. The
  // rest is text, taken apart when it is asked for: as objects it would be most of what a connection keeps in memory.
  const places = new Map<string, number>()
  const accessTokens: string[] = []
  const untils: number[] = []
  const rests: string[] = []
  const marks: (string | undefined)[] = []
  const free: number[] = []

  const fill = (place: number, accessToken: string, until: number, rest: string, mark?: string) => {
    accessTokens[place] = accessToken
    untils[place] = until
    rests[place] = rest
    marks[place] = mark
  }
  const remove = (connection: string) => {
    const place = places.get(connection)
    if (place === undefined) return
    places.delete(connection)
    fill(place, '', 0, '')
    free.push(place)
  }
  return {
    fresh(connection, now) {
      const place = places.get(connection)
      if (place === undefined || now >= (untils[place] as number)) return undefined
      return accessTokens[place]
    },
    get(connection) {
      const place = places.get(connection)
      if (place === undefined) return undefined
      const kept = rests[place] as string
      const { unsaved = false, tokenType, refreshToken, raw, ...facts } = JSON.parse(kept) as Kept
      const accessToken = accessTokens[place] as string
      const secrets = { accessToken, tokenType, raw, ...(refreshToken !== undefined && { refreshToken }) }
      const { lineage, generation } = facts
      const record = { facts: { connection, ...facts }, secrets }
      return { lineage, generation, freshUntil: untils[place] as number, record, unsaved, kept }
    },
    mark(connection) {
      const place = places.get(connection)
      return place === undefined ? undefined : marks[place]
    },
    holds(connection, { kept, record }) {
      const place = places.get(connection)
      return (
        place !== undefined && rests[place] === kept && accessTokens[place] === record.secrets.accessToken
      )
    },
    set(connection, record, margin, { unsaved, mark }) {
      // A Map keeps the order of insertion: what was refreshed longest ago goes first.
      remove(connection)
      if (places.size >= size) {
        const { value: oldest } = places.keys().next()
        if (oldest !== undefined) remove(oldest)
      }
      const place = free.pop() ?? rests.length
      places.set(connection, place)
      const { accessToken } = record.secrets
      const until = accessToken === '' ? 0 : freshUntil(record.facts, margin)
      fill(place, accessToken, until, inOnePiece(JSON.stringify(keptOf(record, unsaved))), mark)
    },
    suspect(connection) {
      const place = places.get(connection)
      if (place !== undefined) untils[place] = 0
    },
    suspectAll() {
      untils.fill(0)
    },
    delete: remove,
  }
}

type Kept = Omit<ShownRecord['facts'], 'connection'> &
  Omit<ShownRecord['secrets'], 'accessToken'> & { unsaved?: true }

/** Members that are undefined are left out by JSON. */
function keptOf({ facts, secrets }: ShownRecord, unsaved: boolean): { [Name in keyof Kept]: unknown } {
  const { lineage, generation, scopes, issuedAt, expiresAt, refreshExpiresAt, assumed } = facts
  const { tokenType, refreshToken, raw } = secrets
  return {
    lineage,
    generation,
    scopes,
    issuedAt,
    expiresAt,
    refreshExpiresAt,
    assumed,
    tokenType,
    refreshToken,
    raw,
    unsaved: unsaved || undefined,
  }
}

/** What JSON.stringify returns is a rope of pieces, which takes a third more for as long as it is kept. */
function inOnePiece(text: string): string {
  return Buffer.from(text).toString()
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
    if (stale && hot.holds(connection, seen)) hot.delete(connection)
  } catch {
    // A change was told and could not be read: what is in memory may be what it replaced.
    if (hot.holds(connection, seen)) hot.suspect(connection)
  }
}
