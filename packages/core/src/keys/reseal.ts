import type { Cipher } from '../cipher/cipher.ts'
import { StoreUnavailableError } from '../errors.ts'
import { moveGrantNote } from '../login/known-grant.ts'
import { phrase } from '../phrase.ts'
import type { Context } from '../refresh/context.ts'
import { withLease } from '../refresh/with-lease.ts'
import type { RescuedSet } from '../rescue/rescue.ts'
import {
  decodeRecord,
  encodeRecord,
  isTombstone,
  readFacts,
  type TokenRecord,
} from '../tokens/token-record.ts'

export interface Resealed {
  /** Whether the stored record was sealed anew. */
  record: boolean
  /** How many sets of the rescue folder were. */
  rescued: number
}

/** Seals what a connection has anew, under its lease, on exactly the bytes that were read. */
export async function reseal(
  context: Context,
  connection: string,
  outdated: (tokens: string) => boolean,
): Promise<Resealed> {
  const { store } = context
  const cipher = await context.cipher()
  let rescued = 0
  for (let round = 0; round < 8; round++) {
    const record = await withLease(context, connection, async (held): Promise<boolean | 'again'> => {
      rescued += await resealRescued(context, connection, outdated)
      const { tokens } = held
      if (tokens === undefined || !outdated(tokens)) return false
      const opened = await decodeRecord(tokens, cipher, connection)
      const next = await encodeRecord(redigested(opened, cipher), cipher)
      const closing = held.close({})
      if (await store.save(connection, tokens, next, closing)) {
        await moveGrantNote(context, opened.secrets.refreshToken)
        return true
      }
      // A holder that had lost its lease saved meanwhile: the newest set is what counts.
      await store.release(connection, closing.fence, {})
      return 'again'
    })
    if (record !== 'again') return { record, rescued }
  }
  throw new StoreUnavailableError(
    phrase`${connection} kept changing while it was sealed anew. Run it again.`,
    {
      connection,
    },
  )
}

/** The digest of the present refresh token can be made anew; those of spent ones cannot, their tokens are gone. */
function redigested({ facts, secrets }: TokenRecord, cipher: Cipher): TokenRecord {
  const { refreshToken } = secrets
  const known =
    refreshToken !== undefined && facts.grant !== undefined && cipher.matches(refreshToken, facts.grant)
  return known
    ? { facts: { ...facts, grant: cipher.fingerprint(refreshToken) }, secrets }
    : { facts, secrets }
}

async function resealRescued(
  context: Context,
  connection: string,
  outdated: (tokens: string) => boolean,
): Promise<number> {
  const { rescue } = context
  const cipher = await context.cipher()
  let count = 0
  for (const set of await rescue.find(connection)) {
    if (!outdated(set.tokens)) continue
    const opened = await decodeRecord(set.tokens, cipher, connection)
    await rescue.keep({ ...set, tokens: await encodeRecord(opened, cipher) })
    // Whoever had rescued it may have stored it, and removed the file, in between.
    if (await isStored(context, set)) await rescue.remove(set)
    count += 1
  }
  return count
}

async function isStored(
  { store }: Context,
  { connection, lineage, generation }: RescuedSet,
): Promise<boolean> {
  const { tokens } = await store.read(connection)
  const facts = tokens === undefined ? undefined : readFacts(tokens)
  return (
    facts !== undefined && !isTombstone(facts) && facts.lineage === lineage && facts.generation >= generation
  )
}
