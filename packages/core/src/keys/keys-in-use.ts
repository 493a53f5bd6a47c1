import type { Cipher } from '../cipher/cipher.ts'
import { StoreUnavailableError } from '../errors.ts'
import type { Context } from '../refresh/context.ts'
import { isTombstone, readFacts, sealedPart } from '../tokens/token-record.ts'

/** One encryption key, and what of this store depends on it. */
export interface KeyUse {
  /** The public id of the key, which sealed records name too. */
  id: string
  /**
   * - `seals`: the first of the ring, which everything new is sealed with · `opens`: another one of the ring
   * - `missing`: not in the ring: what it sealed cannot be read until it is given again
   */
  role: 'seals' | 'opens' | 'missing'
  /** How many connections are sealed with it. While there are any, it must not be taken out of the ring. */
  connections: number
  /** How many token sets in this machine's rescue folder are. */
  rescued: number
  /** How many connections know spent refresh tokens by it; without the key these are forgotten. */
  remembering: number
}

export interface KeysInUseOptions {
  /** Told of each record that cannot be read, while the others are counted. Absent: the first one rejects. */
  onDamaged?: (error: StoreUnavailableError) => void
}

/** All keys of the ring, and those that the store still needs and the ring lacks. Decrypts nothing. */
export async function keysInUse(
  { store, cipher, rescue }: Context,
  { onDamaged }: KeysInUseOptions = {},
): Promise<KeyUse[]> {
  const ring = await cipher()
  const uses = new Map<string, KeyUse>()
  const useOf = (id: string) => {
    const use = uses.get(id) ?? { id, role: roleOf(id, ring), connections: 0, rescued: 0, remembering: 0 }
    uses.set(id, use)
    return use
  }
  for (const id of ring.keyIds) useOf(id)
  const readable = (count: () => void) => {
    try {
      count()
    } catch (error) {
      const damaged = error instanceof StoreUnavailableError && error.code === 'corrupt_record'
      if (!damaged || !onDamaged) throw error
      onDamaged(error)
    }
  }
  for await (const { id: connection, tokens } of store.list()) {
    readable(() => {
      const sealer = sealerOf(tokens, ring, connection)
      const digests = digestKeys(tokens, connection)
      if (sealer !== undefined) useOf(sealer).connections += 1
      for (const id of digests) useOf(id).remembering += 1
    })
  }
  for (const { tokens } of await rescue.all()) {
    const sealer = sealerOf(tokens, ring)
    if (sealer !== undefined) useOf(sealer).rescued += 1
  }
  // A key that is only remembered by was retired on purpose.
  return [...uses.values()].filter(
    ({ role, connections, rescued }) => role !== 'missing' || connections + rescued > 0,
  )
}

/** The key that a record is sealed with; undefined for tombstones. */
export function sealerOf(tokens: string, cipher: Cipher, connection?: string): string | undefined {
  const sealed = sealedPart(tokens, connection)
  return sealed === undefined ? undefined : cipher.keyIdOf(sealed)
}

function roleOf(id: string, { keyIds }: Cipher): KeyUse['role'] {
  if (id === keyIds[0]) return 'seals'
  return keyIds.includes(id) ? 'opens' : 'missing'
}

/** A digest begins with the id of its key. */
function digestKeys(tokens: string, connection: string): Set<string> {
  const facts = readFacts(tokens, connection)
  if (isTombstone(facts)) return new Set()
  return new Set((facts.spent ?? []).map((digest) => digest.slice(0, digest.indexOf('.'))))
}
