import { StoreUnavailableError } from '../errors.ts'
import type { RescuedSet } from '../rescue/rescue.ts'
import { samePair } from '../store/lease.ts'
import {
  decodeRecord,
  encodeRecord,
  isTombstone,
  readFacts,
  type TokenRecord,
} from '../tokens/token-record.ts'
import type { Context } from './context.ts'
import { strangers, wasStored } from './heirs.ts'
import type { HeldLease } from './held-lease.ts'
import { vanished } from './look.ts'
import { withLease } from './with-lease.ts'

/**
 * Keeps a set that a refresh brought after another login or import had taken its place. Nobody can tell which of the
 * two the provider still honours: the stored one is used, and this one is tried once before the connection is dead.
 */
export async function keepSpare(
  context: Context,
  set: { connection: string; tokens: string; parent?: { tokens: string } | null },
): Promise<void> {
  const { connection, tokens } = set
  const cipher = await context.cipher()
  const { facts, secrets } = await decodeRecord(tokens, cipher, connection)
  await withLease(context, connection, async (held) => {
    // The set that took its place is gone without a trace: ours is the newest that is left.
    if (held.tokens === undefined) throw vanished(context, connection)
    if (isTombstone(readFacts(held.tokens))) return
    const stored = await decodeRecord(held.tokens, cipher, connection)
    // It was taken up already, from the rescue folder, while this one was on its way.
    if (wasStored(set, stored.facts)) return
    const { spare: _older, ...own } = secrets
    const next = { ...stored, secrets: { ...stored.secrets, spare: { facts, secrets: own } } }
    await context.store.save(connection, held.tokens, await encodeRecord(next, cipher), held.close({}))
  })
}

/** What may still work where the stored set does not: its spare, or a set of another login that the store never took. */
export async function untriedSpare(
  context: Context,
  refused: TokenRecord,
  rescued: readonly RescuedSet[],
): Promise<TokenRecord | undefined> {
  const { spare, refreshToken } = refused.secrets
  if (spare) return spare
  const cipher = await context.cipher()
  for (const set of strangers(rescued, refused)) {
    const found = await decodeRecord(set.tokens, cipher, set.connection).catch(ifDamaged)
    // Tried already, by a process that ended before it could clear up.
    if (found && found.secrets.refreshToken !== refreshToken) return found
  }
  return undefined
}

/** A damaged file helps nobody any more; one under a key that is missing here still may. */
function ifDamaged(error: unknown): undefined {
  if (!(error instanceof StoreUnavailableError && error.code === 'corrupt_record')) throw error
}

/** Puts the spare in the place of a set that was refused, as its next generation. */
export async function promoteSpare(
  context: Context,
  held: HeldLease,
  refused: { record: TokenRecord; tokens: string },
  spare: TokenRecord,
): Promise<void> {
  const { facts } = refused.record
  const { expiresAt: _gone, refreshExpiresAt: _too, ...lasting } = facts
  const { issuedAt, expiresAt, refreshExpiresAt, scopes, assumed } = spare.facts
  const record: TokenRecord = {
    facts: {
      ...lasting,
      generation: facts.generation + 1,
      issuedAt,
      ...(expiresAt !== undefined && { expiresAt }),
      ...(refreshExpiresAt !== undefined && { refreshExpiresAt }),
      refreshable: spare.secrets.refreshToken !== undefined,
      scopes,
      assumed,
      updatedAt: context.clock.now(),
    },
    secrets: spare.secrets,
  }
  const tokens = await encodeRecord(record, await context.cipher())
  const closing = held.close({ doubt: null, dead: null, backoff: null })
  const saved = await context.store.save(facts.connection, refused.tokens, tokens, closing)
  // Somebody saved meanwhile: the next look decides anew.
  if (!saved) await context.store.release(facts.connection, closing.fence, {})
  else await forgetSpare(context, spare)
}

/** The store has it now, wherever it came from. */
async function forgetSpare({ rescue }: Context, { facts }: TokenRecord): Promise<void> {
  // A file that stays is cleared away by a later look; what is stored is stored.
  const found = await rescue.find(facts.connection)
  for (const set of found) if (samePair(set, facts)) await rescue.remove(set).catch(() => {})
}
