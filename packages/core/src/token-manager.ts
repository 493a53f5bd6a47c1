import { type AutoRefresh, startAutoRefresh } from './auto-refresh.ts'
import { type Connection, type ConnectionStatus, connectionOf } from './connection/connection.ts'
import { parseConnectionId } from './connection/connection-id.ts'
import { liveFacts, notFound, storedConnection, storedFacts } from './connection/stored-connections.ts'
import { ConfigurationError } from './errors.ts'
import type { Emitter, EventType, Listener } from './events.ts'
import { type HistoryEvent, readHistory } from './history.ts'
import { type HotTokens, keepCoherent } from './hot-tokens.ts'
import type { Logger } from './logger.ts'
import { type AuthorizeRequest, beginAuthorization } from './login/authorization.ts'
import { finishAuthorization } from './login/finish-authorization.ts'
import { forgetConnection } from './login/forget-connection.ts'
import { type ImportedTokens, importTokens } from './login/import-tokens.ts'
import { checkReturnTo } from './login/return-to.ts'
import type { ProviderAdapter } from './provider/provider.ts'
import type { Context } from './refresh/context.ts'
import { type Refreshed, refresh } from './refresh/refresh.ts'
import { mayServe } from './refresh/serve.ts'
import { samePair } from './store/lease.ts'
import { type Duration, milliseconds } from './tokens/duration.ts'
import { satisfies, type Want } from './tokens/freshness.ts'
import type { TokenRecord } from './tokens/token-record.ts'
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
  stopSaving(): void
}

interface Flight {
  result: Promise<Refreshed>
}

/** How long `close` waits for token sets that neither store nor rescue folder took, ms. */
const lastChance = 10_000

/** Keeps the tokens of connections alive: the one stateful class of the library. */
export class TokenManager {
  readonly #parts: ManagerParts
  readonly #hot: HotTokens
  readonly #clock: Context['clock']
  readonly #flights = new Map<string, Flight>()
  readonly #autoRefreshes = new Set<AutoRefresh>()
  #unsubscribe: (() => void) | undefined
  #closed: Promise<void> | undefined

  constructor(parts: ManagerParts) {
    this.#parts = parts
    this.#hot = parts.hot
    this.#clock = parts.context.clock
  }

  /**
   * A valid access token: from memory while fresh, else refreshed, by this process or another.
   * @throws ConnectionNotFoundError, ReauthorizationRequiredError, ProviderUnavailableError, RateLimitedError,
   * StoreUnavailableError, LeaseTimeoutError, ConfigurationError
   */
  async getAccessToken(connection: string, options?: TokenOptions): Promise<string> {
    // The fresh path: one look-up and one comparison, no I/O, no lock, no decryption.
    const hot = this.#hot.get(connection)
    if (hot !== undefined && options === undefined && this.#clock.now() < hot.freshUntil)
      return hot.accessToken
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
    if (hot && this.#clock.now() < hot.freshUntil && this.#satisfies(hot.record, want))
      return tokenSetOf(hot.record, hot)
    const why = rejected !== undefined ? 'rejected' : minTtl !== undefined ? 'min-ttl' : 'expired'
    return this.#waitFor(connection, this.#obtain(connection, want, why), signal)
  }

  /** Redeems the refresh token now, unless somebody did since this call began. Within the shared back-off. */
  async refresh(connection: string, options: { signal?: AbortSignal } = {}): Promise<TokenSet> {
    const { context } = this.#parts
    const otherThan = this.#hot.get(connection) ?? liveFacts((await context.store.read(connection)).tokens)
    const want = otherThan
      ? { otherThan: { lineage: otherThan.lineage, generation: otherThan.generation } }
      : {}
    return this.#waitFor(connection, this.#obtain(connection, want, 'forced'), options.signal)
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

  /** Starts a new lineage with tokens from elsewhere. `check` asks the provider whose they are. */
  async import(
    tokens: ImportedTokens,
    options: { force?: boolean; check?: boolean } = {},
  ): Promise<Connection> {
    this.#assertOpen()
    const adapter = await this.#parts.provider(tokens.provider)
    const { facts } = await this.#background(
      importTokens(this.#parts.context, adapter, tokens, options.check ?? false),
    )
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
          this.#fly(connection, { otherThan: { lineage, generation } }, 'due'),
        margin: async ({ provider }) => this.#margin(await this.#parts.provider(provider)),
        announceEnd: ({ connection, generation }) =>
          this.#parts.context.emit({ type: 'reauthorization-due', connection, generation }),
        report: (message) => this.#parts.logger.warn(message),
      },
      options.concurrency ?? 32,
    )
    this.#autoRefreshes.add(auto)
    return auto
  }

  /** Listens to one type of event; returns what ends it. */
  on(type: EventType, listener: Listener): () => void {
    return this.#parts.emitter.on(type, listener)
  }

  /** Waits for redemptions in flight and, bounded, for what is not saved yet; then closes the store. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    const { context, background } = this.#parts
    this.#unsubscribe?.()
    await Promise.all([...this.#autoRefreshes].map((auto) => auto.stop()))
    while (this.#flights.size > 0) await Promise.all([...this.#flights.values()].map(({ result }) => result))
    while (background.size > 0) await Promise.allSettled(background)
    if (context.pending.size > 0) {
      const saved = Promise.all([...context.pending].map(({ done }) => done))
      const bound = setTimeout(() => this.#parts.stopSaving(), lastChance)
      await saved
      clearTimeout(bound)
    }
    await context.store.close()
  }

  /** Joins the flight of this connection, or starts one; tests its own want, and starts at most one more. */
  async #obtain(connection: string, want: Want, why: string): Promise<TokenSet> {
    const joined = this.#flights.get(connection)
    let result = await (joined?.result ?? this.#fly(connection, want, why))
    if (joined && !result.error && !this.#meets(result, want)) {
      result = await (this.#flights.get(connection)?.result ?? this.#fly(connection, want, why))
    }
    return this.#answer(connection, result, want)
  }

  /** One refresh of a connection at a time in this process. */
  #fly(connection: string, want: Want, why: string): Promise<Refreshed> {
    this.#assertOpen()
    const flying = this.#flights.get(connection)
    if (flying) return flying.result
    const fly = async (): Promise<Refreshed> => {
      const { provider } = parseConnectionId(connection)
      const adapter = await this.#parts.provider(provider)
      const result = await refresh(this.#parts.context, connection, adapter, want, why)
      if (result.record && !result.error) this.#heat(connection, result, adapter)
      else if (result.error) this.#cool(connection, result)
      return result
    }
    const result = fly().finally(() => this.#flights.delete(connection))
    this.#flights.set(connection, { result })
    // Whoever asked may have left: an error that nobody hears is no crash.
    result.catch(() => {})
    return result
  }

  #heat(connection: string, { record, unsaved }: Refreshed, adapter: ProviderAdapter): void {
    if (!record) return
    this.#hot.set(connection, record, this.#margin(adapter), unsaved ?? false)
    // From now on somebody else's newer token has to be noticed.
    this.#unsubscribe ??= keepCoherent(this.#hot, this.#parts.context.store)
  }

  #cool(connection: string, { record, doubtful }: Refreshed): void {
    const hot = this.#hot.get(connection)
    // Nothing read: the store is away, and what is in memory may be all there is.
    if (record && (doubtful || !samePair(hot, record.facts))) this.#hot.delete(connection)
  }

  #meets({ record, issued }: Refreshed, want: Want): boolean {
    if (!record) return false
    // A token issued during this call satisfies any minTtl.
    const { minTtl: _any, ...rest } = want
    return this.#satisfies(record, issued ? rest : want)
  }

  #satisfies({ facts, secrets }: TokenRecord, want: Want): boolean {
    return satisfies({ facts, accessToken: secrets.accessToken }, want, 0, this.#clock.now())
  }

  async #answer(connection: string, result: Refreshed, want: Want): Promise<TokenSet> {
    const { record, error } = result
    if (!error && record) return tokenSetOf(record, result)
    const known = record ?? this.#hot.get(connection)?.record
    const adapter = known && (await this.#parts.provider(known.facts.provider))
    if (
      error &&
      known &&
      adapter &&
      mayServe(error, known, result.doubtful ?? false, adapter, want, this.#clock.now())
    ) {
      const { generation } = known.facts
      this.#parts.context.emit({
        type: 'degraded',
        connection,
        generation,
        cause: { name: error.name, code: error.code },
      })
      return { ...tokenSetOf(known), degraded: true }
    }
    throw error ?? notFound(connection)
  }

  #waitFor<Result>(
    connection: string,
    work: Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    return waitFor(work, this.#clock, this.#parts.context.timeouts.waiter, connection, signal)
  }

  #margin({ refreshMargin }: ProviderAdapter): number | undefined {
    return refreshMargin === undefined ? this.#parts.context.margin : refreshMargin * 1000
  }

  /** `close` waits for it, whatever becomes of its caller. */
  #background<Result>(work: Promise<Result>): Promise<Result> {
    const { background } = this.#parts
    const tracked = work.finally(() => background.delete(tracked))
    background.add(tracked)
    return tracked
  }

  #assertOpen(): void {
    if (this.#closed) {
      throw new ConfigurationError(
        'This token manager was closed. Make a new one with createTokenManager().',
        {
          code: 'closed',
        },
      )
    }
  }
}
