import { liveFacts, notFound } from '../connection/stored-connections.ts'
import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import { rescuedSets } from '../refresh/rescued-sets.ts'
import { withLease } from '../refresh/with-lease.ts'
import {
  decodeRecord,
  encodeRecord,
  isTombstone,
  readFacts,
  type TokenRecord,
} from '../tokens/token-record.ts'
import { revokeTokens } from './revoke-tokens.ts'

/**
 * Ends the grant at the provider, and then drops the tokens here: the connection stays in the list, as revoked.
 * When the provider did not say that it is done, nothing changes here and the same call may be made again.
 */
export async function revokeConnection(
  context: Context,
  adapter: ProviderAdapter,
  connection: string,
): Promise<void> {
  const { revoke } = adapter
  if (!revoke) {
    throw new ConfigurationError(
      phrase`${adapter.id} cannot be told to revoke a token. Let the owner withdraw the consent there; \`oauth-tokens forget ${connection}\` removes the tokens here.`,
      { connection, provider: adapter.id, code: 'revocation_unsupported' },
    )
  }
  const cipher = await context.cipher()
  // A set that the store did not take is newer than what it holds: its grant is ended as well.
  const rescued = await rescuedSets(context, connection)
  let generation = 0
  await withLease(context, connection, async (held) => {
    if (held.tokens === undefined || isTombstone(readFacts(held.tokens))) {
      throw notFound(connection, adapter.id)
    }
    const record = await decodeRecord(held.tokens, cipher, connection)
    const waiting = await Promise.all(rescued.map(({ tokens }) => decodeRecord(tokens, cipher, connection)))
    const { spare } = record.secrets
    for (const one of [...waiting, ...(spare ? [spare] : []), record]) {
      await revokeTokens(context, adapter, one)
    }
    const { lineage } = record.facts
    // Past all of them: a save that is still being tried finds that it came too late.
    generation = Math.max(record.facts.generation, ...waiting.map(({ facts }) => facts.generation)) + 1
    const dead = { lineage, generation, at: context.clock.now(), code: 'revoked' }
    const closing = held.close({ dead, doubt: null, backoff: null })
    const emptied = await encodeRecord(withoutTokens(record, generation, context.clock.now()), cipher)
    let previous: string | undefined = held.tokens
    while (!(await context.store.save(connection, previous, emptied, closing))) {
      previous = (await context.store.read(connection)).tokens
      // Who wrote meanwhile without the lease had a newer set of the same grant, which has just ended – or was a login
      // that had waited for the store: its grant is another one, and stays.
      if (liveFacts(previous)?.lineage === lineage) continue
      await context.store.release(connection, closing.fence, {})
      break
    }
  })
  for (const set of rescued) await context.rescue.remove(set)
  context.emit({ type: 'revoked', connection, generation })
  context.remember(connection, {
    action: 'revoke',
    why: 'asked',
    outcome: 'revoked',
    generation,
    duration: 0,
  })
}

function withoutTokens({ facts, secrets }: TokenRecord, generation: number, now: number): TokenRecord {
  const { expiresAt: _end, refreshExpiresAt: _last, ...lasting } = facts
  const { clientId, tokenType, params } = secrets
  return {
    facts: { ...lasting, generation, refreshable: false, assumed: [], updatedAt: now },
    secrets: { clientId, tokenType, params, accessToken: '', raw: {} },
  }
}
