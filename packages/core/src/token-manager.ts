import { type AutoRefresh, startAutoRefresh } from './auto-refresh.ts'
import { type Connection, type ConnectionStatus, connectionOf } from './connection/connection.ts'
import { parseConnectionId } from './connection/connection-id.ts'
import { liveFacts, notFound, storedConnection, storedFacts } from './connection/stored-connections.ts'
import { closedError } from './errors.ts'
import type { Emitter, EventType, Listener } from './events.ts'
import { type Flights, flights, meets } from './flights.ts'
import { type HistoryEvent, readHistory } from './history.ts'
import type { HotTokens } from './hot-tokens.ts'
import type { Logger } from './logger.ts'
import { type AuthorizeRequest, beginAuthorization } from './login/authorization.ts'
import { finishAuthorization } from './login/finish-authorization.ts'
import { forgetConnection } from './login/forget-connection.ts'
import { type ImportedTokens, type ImportOptions, importTokens } from './login/import-tokens.ts'
import { checkReturnTo } from './login/return-to.ts'
import type { ProviderAdapter } from './provider/provider.ts'
import type { Context } from './refresh/context.ts'
import { type Duration, milliseconds } from './tokens/duration.ts'
import { type Want, wishedMargin } from './tokens/freshness.ts'
import { type TokenSet, tokenSetOf } from './tokens/token-set.ts'
import { waitFor } from './waiting.ts'

export interface TokenOptions {
  /** How long the token must still live, at least. */
  minTtl?: Duration
  /** The access token that a resource server has just refused: it is not handed out again. */
  rejected?: string
  /** Ends the waiting of this call, never a redemption. */
  signal?: AbortSignal
}

/** What the manager is made of; see `createTokenManager`. */
export interface ManagerParts {
  context: Context
  hot: HotTokens
  emitter: Emitter
  logger: Logger
  provider(id: string): Promise<ProviderAdapter>
  allowedReturnTo: readonly string[]
  /** Work that nobody waits for but `close`. */
  background: Set<Promise<unknown>>
  /** What has sent nothing yet gives up. */
  startClosing(): void
  /** What neither store nor rescue folder took is given up. */
  stopSaving(): void
}

/** How long `close` waits for token sets that neither store nor rescue folder took, ms. */
const lastChance = 10_000

/** Keeps the tokens of connections alive: the one stateful class of the library. */
export class TokenManager {
  readonly #parts: ManagerParts
  readonly #hot: HotTokens
  readonly #clock: Context['clock']
  readonly #flights: Flights
  readonly #autoRefreshes = new Set<AutoRefresh>()
  #closed: Promise<void> | undefined

  constructor(parts: ManagerParts) {
    this.#parts = parts
    this.#hot = parts.hot
    this.#clock = parts.context.clock
    this.#flights = flights(parts)
  }

  /**
   * A valid access token: from memory while fresh, else refreshed, by this process or another.
   * @throws ConnectionNotFoundError, ReauthorizationRequiredError, ProviderUnavailableError, RateLimitedError,
   * StoreUnavailableError, LeaseTimeoutError, ConfigurationError
   */
  async getAccessToken(connection: string, options?: TokenOptions): Promise<string> {
    // The fresh path: one look-up and one comparison, no I/O, no lock, no decryption.
    const fresh = options === undefined ? this.#hot.fresh(connection, this.#clock.now()) : undefined
    if (fresh !== undefined) return fresh
    return (await this.getTokenSet(connection, options)).accessToken
  }

  /** Like `getAccessToken`, with everything that is known of the set. */
  async getTokenSet(connection: string, options: TokenOptions = {}): Promise<TokenSet> {
    const { minTtl, rejected, signal } = options
    const want: Want = {
      ...(minTtl !== undefined && { minTtl: milliseconds(minTtl, 'minTtl') }),
      ...(rejected !== undefined && { rejected }),
    }
    const hot = this.#hot.get(connection)
    if (hot && this.#clock.now() < hot.freshUntil && meets(hot.record, want, this.#clock.now()))
      return tokenSetOf(hot.record, { unsaved: hot.unsaved && this.#isPending(connection) })
    const why = rejected !== undefined ? 'rejected' : minTtl !== undefined ? 'min-ttl' : 'expired'
    return this.#obtain(connection, want, why, signal)
  }

  /** Redeems the refresh token now, unless somebody did since this call began. Within the shared back-off. */
  async refresh(connection: string, options: { signal?: AbortSignal } = {}): Promise<TokenSet> {
    const { context } = this.#parts
    const otherThan = this.#hot.get(connection) ?? liveFacts((await context.store.read(connection)).tokens)
    const want = otherThan
      ? { otherThan: { lineage: otherThan.lineage, generation: otherThan.generation } }
      : {}
    return this.#obtain(connection, want, 'forced', options.signal)
  }

  /** Begins a login: a link for the account owner, good for 10 minutes and one callback. */
  async authorize(
    provider: string,
    request: AuthorizeRequest = {},
  ): Promise<{ url: string; state: string; expiresAt: Date }> {
    this.#assertOpen()
    if (request.returnTo !== undefined) checkReturnTo(request.returnTo, this.#parts.allowedReturnTo)
    return beginAuthorization(this.#parts.context, await this.#parts.provider(provider), request)
  }

  /** Finishes a login with the URL that the browser was sent back to, in any process on the same store. */
  async callback(currentUrl: string | URL): Promise<{ connection: Connection; returnTo?: string }> {
    this.#assertOpen()
    const finished = finishAuthorization(this.#parts.context, currentUrl, (id) => this.#parts.provider(id))
    const { record, returnTo } = await this.#background(finished)
    this.#hot.delete(record.facts.connection)
    return { connection: connectionOf(record.facts, 'active'), ...(returnTo !== undefined && { returnTo }) }
  }

  /** Starts a new lineage with tokens from elsewhere; one that is known to be spent is refused unless forced. */
  async import(tokens: ImportedTokens, options: ImportOptions = {}): Promise<Connection> {
    this.#assertOpen()
    const adapter = await this.#parts.provider(tokens.provider)
    const { facts } = await this.#background(importTokens(this.#parts.context, adapter, tokens, options))
    this.#hot.delete(facts.connection)
    return connectionOf(facts, 'active')
  }

  /** Removes the connection from this store; the provider is not told. */
  async forget(connection: string): Promise<void> {
    this.#assertOpen()
    parseConnectionId(connection)
    await this.#background(forgetConnection(this.#parts.context, connection))
    this.#hot.delete(connection)
  }

  async connection(id: string): Promise<Connection> {
    parseConnectionId(id)
    const found = await storedConnection(this.#parts.context.store, this.#clock, id)
    if (!found) throw notFound(id)
    return found
  }

  /** All connections, without decrypting any. */
  async *connections(
    filter: { provider?: string; status?: ConnectionStatus } = {},
  ): AsyncGenerator<Connection> {
    const { store } = this.#parts.context
    for await (const facts of storedFacts(store)) {
      if (filter.provider !== undefined && facts.provider !== filter.provider) continue
      const connection = await storedConnection(store, this.#clock, facts.connection)
      if (connection && (filter.status === undefined || connection.status === filter.status)) yield connection
    }
  }

  /** The last 50 things that were tried on a connection, oldest first. */
  async history(id: string): Promise<HistoryEvent[]> {
    await this.connection(id)
    return readHistory(this.#parts.context.store, id)
  }

  /** Keeps all connections fresh in the background until stopped. Does not keep the process alive. */
  autoRefresh(options: { concurrency?: number } = {}): AutoRefresh {
    this.#assertOpen()
    const { store, clock } = this.#parts.context
    const auto = startAutoRefresh(
      {
        clock,
        list: () => storedFacts(store),
        facts: async (connection) => liveFacts((await store.read(connection)).tokens),
        changes: (listener) => store.changes(listener),
        refresh: ({ connection, lineage, generation }) =>
          this.#flights.fly(connection, { otherThan: { lineage, generation } }, 'due'),
        margin: async ({ provider }) =>
          wishedMargin(await this.#parts.provider(provider), this.#parts.context.margin),
        announceEnd: ({ connection, generation }) =>
          this.#parts.context.emit({ type: 'reauthorization-due', connection, generation }),
        report: (message) => this.#parts.logger.warn(message),
      },
      options.concurrency ?? 32,
    )
    this.#autoRefreshes.add(auto)
    this.#warnOfStore()
    return auto
  }

  /** Whoever keeps tokens alive for long should know if their store may lose them. */
  #warnOfStore(): void {
    const { logger, context } = this.#parts
    const told = context.store.warnings?.().then((warnings) => {
      for (const warning of warnings) logger.warn(warning)
    })
    // A store that does not answer is told of by what needs it.
    if (told) this.#background(told).catch(() => {})
  }

  /** Listens to one type of event; returns what ends it. */
  on(type: EventType, listener: Listener): () => void {
    return this.#parts.emitter.on(type, listener)
  }

  /** Waits for redemptions that were sent and, bounded, for what is not saved yet; then closes the store. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    const { context, background } = this.#parts
    this.#parts.startClosing()
    await Promise.all([...this.#autoRefreshes].map((auto) => auto.stop()))
    await this.#flights.end()
    while (background.size > 0) await Promise.allSettled(background)
    const unsaved = [...context.pending].filter(({ rescued }) => !rescued).map(({ done }) => done)
    const bound = setTimeout(() => this.#parts.stopSaving(), lastChance)
    await Promise.all(unsaved)
    clearTimeout(bound)
    // What lies in the rescue folder is taken up by whoever comes next.
    this.#parts.stopSaving()
    await Promise.all([...context.pending].map(({ done }) => done))
    await context.store.close()
  }

  /** The caller's signal and the waiter budget end this call, not the flight. */
  async #obtain(
    connection: string,
    want: Want,
    why: string,
    signal: AbortSignal | undefined,
  ): Promise<TokenSet> {
    this.#assertOpen()
    const work = this.#flights.obtain(connection, want, why)
    return waitFor(work, this.#clock, this.#parts.context.timeouts.waiter, connection, signal)
  }

  /** Whether a set of this connection is still on its way to the store. */
  #isPending(connection: string): boolean {
    return [...this.#parts.context.pending].some(({ set }) => set.connection === connection)
  }

  /** `close` waits for it, whatever becomes of its caller. */
  #background<Result>(work: Promise<Result>): Promise<Result> {
    const { background } = this.#parts
    const tracked = work.finally(() => background.delete(tracked))
    background.add(tracked)
    return tracked
  }

  #assertOpen(): void {
    if (this.#closed) throw closedError()
  }
}
