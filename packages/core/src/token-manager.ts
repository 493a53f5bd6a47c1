import type { AutoRefresh } from './auto-refresh.ts'
import type { Connection, ConnectionStatus } from './connection/connection.ts'
import { parseConnectionId } from './connection/connection-id.ts'
import { liveFacts, notFound, storedConnection, storedConnections } from './connection/stored-connections.ts'
import { closedError } from './errors.ts'
import type { EventType, Listener } from './events.ts'
import { type Flights, flights, meets } from './flights.ts'
import { type HistoryEvent, readHistory } from './history.ts'
import type { HotTokens } from './hot-tokens.ts'
import { keepFresh } from './keep-fresh.ts'
import type { KeysInUseOptions, KeyUse } from './keys/keys-in-use.ts'
import type { KeyRotation, RotationOptions } from './keys/rotate-keys.ts'
import type { AuthorizeRequest } from './login/authorization.ts'
import type { ClientLogin } from './login/client-login.ts'
import type { DeviceLoginRequest } from './login/device-login.ts'
import type { CodeLogin } from './login/exchange-login.ts'
import { type ExportedTokens, exportTokens } from './login/export-tokens.ts'
import { type ForgetOptions, forgetConnection } from './login/forget-connection.ts'
import type { ImportedTokens, ImportOptions } from './login/imported-tokens.ts'
import type { DeviceLogin, Logins } from './login/logins.ts'
import type { ImportPreview } from './login/preview-imports.ts'
import type { ManagerParts } from './manager-parts.ts'
import type { Context } from './refresh/context.ts'
import { type HeldUp, heldUp } from './refresh/held-up.ts'
import { revokeConnection } from './revoke/revoke-connection.ts'
import { type Rooms, rooms } from './rooms.ts'
import type { StoreCheck } from './self-test/store-check.ts'
import { type Duration, milliseconds } from './tokens/duration.ts'
import type { Want } from './tokens/freshness.ts'
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

/** How long `close` waits for token sets that neither store nor rescue folder took, ms. */
const lastChance = 10_000

/** Keeps the tokens of connections alive: the one stateful class of the library. */
export class TokenManager {
  readonly #parts: ManagerParts
  readonly #hot: HotTokens
  readonly #clock: Context['clock']
  readonly #flights: Flights
  readonly #rooms: Rooms
  readonly #autoRefreshes = new Set<AutoRefresh>()
  #closed: Promise<void> | undefined

  constructor(parts: ManagerParts) {
    this.#parts = parts
    this.#hot = parts.hot
    this.#clock = parts.context.clock
    this.#flights = flights(parts)
    this.#rooms = rooms(parts, {
      replaced: (connection) => this.#hot.delete(connection),
      background: (work) => this.#background(work),
      accessToken: (connection, options) => this.getAccessToken(connection, options),
    })
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
    const otherThan =
      this.#hot.get(connection) ?? liveFacts((await context.store.read(connection)).tokens, connection)
    const want = otherThan
      ? { otherThan: { lineage: otherThan.lineage, generation: otherThan.generation } }
      : {}
    return this.#obtain(connection, want, 'forced', options.signal)
  }

  /** Calls a resource server with the right header; on a dead token one conditional refresh and one more try. */
  async fetch(connection: string, url: string | URL, init?: RequestInit): Promise<Response> {
    const fetch = await this.#rooms.fetch()
    return fetch(connection, url, init)
  }

  /** Begins a login: a link for the account owner, good for 10 minutes and one callback. */
  async authorize(
    provider: string,
    request: AuthorizeRequest = {},
  ): Promise<{ url: string; state: string; expiresAt: Date }> {
    return (await this.#login()).authorize(provider, request)
  }

  /** Finishes a login with the URL that the browser was sent back to, in any process on the same store. */
  async callback(currentUrl: string | URL): Promise<{ connection: Connection; returnTo?: string }> {
    return (await this.#login()).callback(currentUrl)
  }

  /** Finishes a login that began elsewhere: in a mini app, or with a code made in the provider's console. */
  async exchange(provider: string, login: CodeLogin): Promise<Connection> {
    return (await this.#login()).exchange(provider, login)
  }

  /** Begins a login on another device: show the code and the link, and await `done`. */
  async authorizeDevice(provider: string, request: DeviceLoginRequest = {}): Promise<DeviceLogin> {
    return (await this.#login()).device(provider, request)
  }

  /** Makes a connection of the app itself, with the client's own credentials (RFC 6749 section 4.4). */
  async authorizeClient(provider: string, login: ClientLogin): Promise<Connection> {
    return (await this.#login()).client(provider, login)
  }

  /** Starts a new lineage with tokens from elsewhere; one that is known to be spent is refused unless forced. */
  async import(tokens: ImportedTokens, options: ImportOptions = {}): Promise<Connection> {
    return (await this.#login()).import(tokens, options)
  }

  /** What `import` would do with each of these; stores nothing, and asks no provider unless it shall check. */
  async previewImports(tokens: ImportedTokens[], options: ImportOptions = {}): Promise<ImportPreview[]> {
    return (await this.#login()).previewImports(tokens, options)
  }

  /**
   * Everything that `import` needs to go on with a connection elsewhere, tokens in clear. Refreshes and spends nothing.
   * Where refresh tokens work once, whoever refreshes first ends the other copy: see `forget` with `only`.
   */
  async exportTokens(connection: string): Promise<ExportedTokens> {
    this.#assertOpen()
    parseConnectionId(connection)
    return exportTokens(this.#parts.context, connection)
  }

  /** Ends the grant at the provider and drops the tokens here; the connection stays in the list, as revoked. */
  async revoke(connection: string): Promise<void> {
    this.#assertOpen()
    const adapter = await this.#parts.provider(parseConnectionId(connection).provider)
    await this.#background(revokeConnection(this.#parts.context, adapter, connection))
    this.#hot.delete(connection)
  }

  /** Removes the connection from this store; the provider is not told. */
  async forget(connection: string, options: ForgetOptions = {}): Promise<void> {
    this.#assertOpen()
    parseConnectionId(connection)
    await this.#background(forgetConnection(this.#parts.context, connection, options))
    this.#hot.delete(connection)
  }

  async connection(id: string): Promise<Connection> {
    parseConnectionId(id)
    const found = await storedConnection(this.#parts.context.store, this.#clock, id)
    if (!found) throw notFound(id)
    return found
  }

  /** All connections, without decrypting any. One that cannot be read (`corrupt_record`) is thrown after all others. */
  connections(filter: { provider?: string; status?: ConnectionStatus } = {}): AsyncGenerator<Connection> {
    return storedConnections(this.#parts.context.store, this.#clock, filter)
  }

  /** The last 50 things that were tried on a connection, oldest first. */
  async history(id: string): Promise<HistoryEvent[]> {
    await this.connection(id)
    return readHistory(this.#parts.context.store, id)
  }

  /** What keeps a refresh of this connection from being sent now, itself or its whole app; undefined: nothing. Asks no provider. */
  async heldUp(id: string): Promise<HeldUp | undefined> {
    await this.connection(id)
    return heldUp(this.#parts.context, id, await this.#parts.provider(parseConnectionId(id).provider))
  }

  /** Tries on the live store whether it has a hazard that costs tokens; leaves nothing behind. Never throws for a failing store. */
  checkStore(): Promise<StoreCheck[]> {
    this.#assertOpen()
    return this.#background(this.#rooms.checkStore())
  }

  /** Seals all connections with the first encryption key; may be stopped and run again. See `KeyRotation`. */
  rotateKeys(options?: RotationOptions): Promise<KeyRotation> {
    this.#assertOpen()
    return this.#background(this.#rooms.rotateKeys(options))
  }

  /** The encryption keys, and how much is sealed with each. Decrypts nothing. */
  keysInUse(options?: KeysInUseOptions): Promise<KeyUse[]> {
    return this.#rooms.keysInUse(options)
  }

  /** Keeps all connections fresh in the background until stopped. Does not keep the process alive. */
  autoRefresh(options: { concurrency?: number } = {}): AutoRefresh {
    this.#assertOpen()
    const { context, provider, logger } = this.#parts
    const auto = keepFresh(context, this.#flights, provider, logger, options.concurrency ?? 32)
    this.#autoRefreshes.add(auto)
    this.#warnOfStore()
    return auto
  }

  /** Whoever keeps tokens alive for long should know if their store may lose them. */
  #warnOfStore(): void {
    const { logger, context } = this.#parts
    const told = context.store.warnings?.().then((warnings) => {
      for (const { detail, advice } of warnings) logger.warn(`${detail} ${advice}`)
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
    // Whoever has left already starts no redemption.
    signal?.throwIfAborted()
    const work = this.#flights.obtain(connection, want, why)
    return waitFor(work, this.#clock, this.#parts.context.timeouts.waiter, connection, signal)
  }

  /** Whether a set of this connection is still on its way to the store. */
  #isPending(connection: string): boolean {
    return [...this.#parts.context.pending].some(({ set }) => set.connection === connection)
  }

  async #login(): Promise<Logins> {
    this.#assertOpen()
    const logins = await this.#rooms.logins()
    // It may have been closed meanwhile.
    this.#assertOpen()
    return logins
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
