import type { Clock } from '../clock.ts'
import { ConnectionNotFoundError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { TokenStore } from '../store/token-store.ts'
import { isTombstone, readFacts, type TokenFacts } from '../tokens/token-record.ts'
import { type Connection, type ConnectionStatus, connectionOf, statusOf } from './connection.ts'

/** The facts of a tokens record; undefined where there is none, or a tombstone. */
export function liveFacts(tokens: string | undefined): TokenFacts | undefined {
  if (tokens === undefined) return undefined
  const facts = readFacts(tokens)
  return isTombstone(facts) ? undefined : facts
}

/** One connection as stored, without decrypting it. */
export async function storedConnection(
  store: TokenStore,
  clock: Clock,
  id: string,
): Promise<Connection | undefined> {
  const { tokens, lease, now } = await store.read(id)
  const facts = liveFacts(tokens)
  return facts && connectionOf(facts, statusOf(facts, lease, now, clock.now()))
}

/** The facts of all connections, without decrypting any. */
export async function* storedFacts(store: TokenStore): AsyncGenerator<TokenFacts> {
  for await (const { tokens } of store.list()) {
    const facts = liveFacts(tokens)
    if (facts) yield facts
  }
}

/** All connections that fit, without decrypting any, and without a read for each. */
export async function* storedConnections(
  store: TokenStore,
  clock: Clock,
  filter: { provider?: string; status?: ConnectionStatus },
): AsyncGenerator<Connection> {
  for await (const row of store.list()) {
    const facts = liveFacts(row.tokens)
    if (!facts || (filter.provider !== undefined && facts.provider !== filter.provider)) continue
    const status = statusOf(facts, row.lease, row.now, clock.now())
    if (filter.status === undefined || status === filter.status) yield connectionOf(facts, status)
  }
}

export function notFound(connection: string, provider?: string): ConnectionNotFoundError {
  return new ConnectionNotFoundError(
    provider === undefined
      ? phrase`There is no connection ${connection}. \`oauth-tokens list\` shows what there is.`
      : phrase`There is no connection ${connection}. \`oauth-tokens list\` shows what there is; \`oauth-tokens login ${provider}\` makes one.`,
    { connection, ...(provider !== undefined && { provider }) },
  )
}
