import type { Clock } from '../clock.ts'
import { ConnectionNotFoundError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { ListedConnection, TokenStore } from '../store/token-store.ts'
import { isTombstone, readFacts, type TokenFacts } from '../tokens/token-record.ts'
import { type Connection, type ConnectionStatus, connectionOf, statusOf } from './connection.ts'

/** The facts of a tokens record; undefined where there is none, or a tombstone. */
export function liveFacts(tokens: string | undefined, connection?: string): TokenFacts | undefined {
  if (tokens === undefined) return undefined
  const facts = readFacts(tokens, connection)
  return isTombstone(facts) ? undefined : facts
}

/** One connection as stored, without decrypting it. */
export async function storedConnection(
  store: TokenStore,
  clock: Clock,
  id: string,
): Promise<Connection | undefined> {
  const { tokens, lease, now } = await store.read(id)
  const facts = liveFacts(tokens, id)
  return facts && connectionOf(facts, statusOf(facts, lease, now, clock.now()))
}

/** The facts of all connections, without decrypting any. @throws what the first unreadable one throws, after all others. */
export function storedFacts(store: TokenStore): AsyncGenerator<TokenFacts> {
  return readable(store, ({ id, tokens }) => liveFacts(tokens, id))
}

/**
 * All connections that fit, without decrypting any, and without a read for each.
 *
 * @throws what the first unreadable one throws, after all others
 */
export function storedConnections(
  store: TokenStore,
  clock: Clock,
  filter: { provider?: string; status?: ConnectionStatus },
): AsyncGenerator<Connection> {
  return readable(store, (row) => {
    const facts = liveFacts(row.tokens, row.id)
    if (!facts || (filter.provider !== undefined && facts.provider !== filter.provider)) return undefined
    const status = statusOf(facts, row.lease, row.now, clock.now())
    return filter.status === undefined || status === filter.status ? connectionOf(facts, status) : undefined
  })
}

/** One damaged record hides no other, and is no missing one: it is told after all that can be read. */
async function* readable<Read>(
  store: TokenStore,
  read: (row: ListedConnection) => Read | undefined,
): AsyncGenerator<Read> {
  let failure: { error: unknown } | undefined
  for await (const row of store.list()) {
    let found: Read | undefined
    try {
      found = read(row)
    } catch (error) {
      failure ??= { error }
    }
    if (found !== undefined) yield found
  }
  if (failure) throw failure.error
}

export function notFound(connection: string, provider?: string): ConnectionNotFoundError {
  return new ConnectionNotFoundError(
    provider === undefined
      ? phrase`There is no connection ${connection}. \`oauth-tokens list\` shows what there is.`
      : phrase`There is no connection ${connection}. \`oauth-tokens list\` shows what there is; \`oauth-tokens login ${provider}\` makes one.`,
    { connection, ...(provider !== undefined && { provider }) },
  )
}
