import {
  decodeRecord,
  encodeRecord,
  isTombstone,
  readFacts,
  type TokenRecord,
} from '../tokens/token-record.ts'
import type { Context } from './context.ts'
import { type HeldLease, withLease } from './with-lease.ts'

/**
 * Keeps a set that a refresh brought after another login or import had taken its place. Nobody can tell which of the
 * two the provider still honours: the stored one is used, and this one is tried once before the connection is dead.
 */
export async function keepSpare(context: Context, { facts, secrets }: TokenRecord): Promise<void> {
  const { connection } = facts
  const cipher = await context.cipher()
  await withLease(context, connection, async (held) => {
    if (held.tokens === undefined || isTombstone(readFacts(held.tokens))) return
    const stored = await decodeRecord(held.tokens, cipher, connection)
    const { spare: _older, ...own } = secrets
    const next = { ...stored, secrets: { ...stored.secrets, spare: { facts, secrets: own } } }
    await context.store.save(connection, held.tokens, await encodeRecord(next, cipher), held.close({}))
  })
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
}
