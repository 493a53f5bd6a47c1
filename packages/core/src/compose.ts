import { hostname } from 'node:os'
import type { Cipher } from './cipher/cipher.ts'
import { jweCipher } from './cipher/jwe-cipher.ts'
import { keyFile } from './cipher/key-file.ts'
import { generateKey } from './cipher/key-ring.ts'
import { type Clock, systemClock } from './clock.ts'
import { parseConnectionId } from './connection/connection-id.ts'
import { storedConnection } from './connection/stored-connections.ts'
import { errorName } from './error-name.ts'
import { ConfigurationError, closedError } from './errors.ts'
import { type Emitter, type EventType, emitter, isTrouble } from './events.ts'
import { originOf } from './fetch/allowed-target.ts'
import { userFolders } from './folders.ts'
import { guardedLogger } from './guarded-logger.ts'
import { guardedTelemetry } from './guarded-telemetry.ts'
import { appendHistory } from './history.ts'
import { hotTokens } from './hot-tokens.ts'
import { type Logger, silent } from './logger.ts'
import type { ManagerOptions } from './manager-options.ts'
import { notifier } from './notify/notifier.ts'
import { phrase } from './phrase.ts'
import { type ProviderSource, providerSource } from './provider/provider-source.ts'
import { watchClock } from './provider/watch-clock.ts'
import type { Context } from './refresh/context.ts'
import { providerNotes } from './refresh/provider-notes.ts'
import { timeouts } from './refresh/timeouts.ts'
import { noRescue, type Rescue } from './rescue/rescue.ts'
import { rescueFolder } from './rescue/rescue-folder.ts'
import { safely } from './safely.ts'
import { isTrial } from './self-test/trial.ts'
import { boundedStore } from './store/bounded-store.ts'
import { openStore } from './store/open-store.ts'
import type { TokenStore } from './store/token-store.ts'
import type { Telemetry } from './telemetry.ts'
import { TokenManager } from './token-manager.ts'
import { milliseconds } from './tokens/duration.ts'

/** The factories of the house: what the manager is made of, one function a part. None does I/O. */

export function makeClock({ clock }: ManagerOptions): Clock {
  return clock ?? systemClock
}

export function makeStore({ store, timeouts: limits }: ManagerOptions, clock: Clock): TokenStore {
  const { store: timeout } = timeouts(limits)
  const opened = openStore(store, clock === systemClock ? undefined : clock, timeout)
  // A store that was given is its giver's to close: other managers may be using it.
  return boundedStore(opened, clock, timeout, { close: opened !== store })
}

/** Made when first needed, once. @throws ConfigurationError at once when the given keys are unusable. */
export function makeCipher(options: ManagerOptions, store: TokenStore): () => Promise<Cipher> {
  const { encryptionKeys, configDir } = options
  if (encryptionKeys?.length) {
    const cipher = Promise.resolve(jweCipher(encryptionKeys))
    return () => cipher
  }
  if (!store.durable) {
    const cipher = Promise.resolve(jweCipher([generateKey()]))
    return () => cipher
  }
  if (!store.description.startsWith('file:')) {
    throw new ConfigurationError(
      phrase`The store ${store.description} needs encryptionKeys, the same in every process. Make a key with \`oauth-tokens keys generate\` and give it as OAUTH_TOKENS_KEY.`,
      { code: 'missing_key' },
    )
  }
  let made: Promise<Cipher> | undefined
  return () => {
    made ??= keyFile(configDir ?? userFolders().config, () => isEmpty(store)).then((key) => jweCipher([key]))
    // A key file that could not be read may be readable the next time.
    made.catch(() => {
      made = undefined
    })
    return made
  }
}

export function makeRescue({ rescueDir }: ManagerOptions, store: TokenStore): Rescue {
  if (rescueDir === false || (rescueDir === undefined && !store.durable)) return noRescue
  return rescueFolder(rescueDir ?? userFolders().rescue)
}

export function makeProviders(
  { providers, allowBestEffort }: ManagerOptions,
  store: TokenStore,
): ProviderSource {
  return providerSource(providers, store, allowBestEffort ?? false)
}

export function makeLogger({ logger }: ManagerOptions): Logger {
  return logger ?? silent
}

export interface Parts {
  clock: Clock
  store: TokenStore
  cipher: () => Promise<Cipher>
  rescue: Rescue
  providers: ProviderSource
  logger: Logger
  telemetry?: Telemetry | undefined
}

/** Puts the parts together. */
export function makeManager(options: ManagerOptions, parts: Parts): TokenManager {
  const { clock, store, cipher, rescue, providers } = parts
  const logger = guardedLogger(parts.logger)
  const warn = (message: string) => logger.warn(message)
  const telemetry = parts.telemetry && guardedTelemetry(parts.telemetry, warn)
  const unlogged = emitter(warn)
  const heard = options.logEvents !== false && parts.logger !== silent
  const events = heard ? logged(unlogged, logger) : unlogged
  const background = new Set<Promise<unknown>>()
  const histories = new Map<string, Promise<void>>()
  const abandoned = new AbortController()
  const closing = new AbortController()
  const notify =
    options.notify &&
    notifier(options.notify, {
      store,
      logger,
      closing: closing.signal,
      status: async (connection) => (await storedConnection(store, clock, connection))?.status,
    })
  const { trace, reauthorizationLink } = options
  const ask = <Result>(option: keyof ManagerOptions, call: () => Result) =>
    safely(call, (error) => warn(`The option ${option} threw ${errorName(error)}.`))
  const linkFor = (connection: string) => ask('reauthorizationLink', () => reauthorizationLink?.(connection))
  const context: Context = {
    store,
    cipher,
    rescue,
    clock,
    timeouts: timeouts(options.timeouts),
    ...(options.refreshMargin !== undefined && {
      margin: milliseconds(options.refreshMargin, 'refreshMargin'),
    }),
    host: hostname(),
    random: Math.random,
    emit(event) {
      // Most refreshes are told to nobody.
      if (!telemetry && !notify && !events.hears(event.type)) return
      const { provider } = parseConnectionId(event.connection)
      const link = asking.has(event.type) ? linkFor(event.connection) : undefined
      const told = { ...event, at: new Date(clock.now()), provider, ...(link !== undefined && { link }) }
      events.emit(told)
      telemetry?.event(told)
      if (!notify) return
      const delivered = notify(told).finally(() => background.delete(delivered))
      background.add(delivered)
    },
    remember(connection, event) {
      const line = context.historyLine(event)
      // Nobody waits for the history, and nothing fails by it.
      // One after the other: each reads what the last one wrote.
      const written = (histories.get(connection) ?? Promise.resolve())
        .then(() => appendHistory(store, connection, line))
        .catch(() => logger.debug(`The history of ${connection} was not written.`))
        .finally(() => {
          background.delete(written)
          if (histories.get(connection) === written) histories.delete(connection)
        })
      background.add(written)
      histories.set(connection, written)
    },
    historyLine: (event) =>
      JSON.stringify({
        at: new Date(clock.now()).toISOString(),
        host: context.host,
        pid: process.pid,
        ...event,
      }),
    trace: trace ? (step, connection) => ask('trace', () => trace(step, connection)) : () => {},
    pending: new Set(),
    refused: new Map(),
    untouched: new Map(),
    notes: providerNotes(store, clock),
    known: new Set(),
    saving: new Map(),
    abandon: abandoned.signal,
    closing: closing.signal,
  }
  return new TokenManager({
    context,
    hot: hotTokens(options.cacheSize ?? 10_000),
    emitter: events,
    logger,
    ...(telemetry && { telemetry }),
    provider: watchClock(providers, clock, logger),
    allowedReturnTo: options.allowedReturnTo ?? [],
    allowHosts: (options.allowHosts ?? []).map(originOf),
    ...(typeof options.store === 'string' && store.durable && { another: () => makeStore(options, clock) }),
    background,
    startClosing: () => closing.abort(closedError()),
    stopSaving: () => abandoned.abort(),
  })
}

/** What tells that an owner must consent again. */
const asking: ReadonlySet<EventType> = new Set(['reauthorization-due', 'reauthorization-required'])

/** Events are the log: one line each, with the cause's code. */
function logged({ on, emit }: Emitter, logger: Logger): Emitter {
  return {
    on,
    hears: () => true,
    emit(event) {
      const { type, connection, generation, cause } = event
      const line = `${connection} ${type} (generation ${generation}${cause ? `, ${cause.code ?? cause.name}` : ''})`
      if (isTrouble(type)) logger.warn(line)
      else logger.info(line)
      emit(event)
    },
  }
}

async function isEmpty(store: TokenStore): Promise<boolean> {
  // What a self-test left when it was killed was sealed by no key.
  for await (const { id } of store.list()) if (!isTrial(id)) return false
  return true
}
