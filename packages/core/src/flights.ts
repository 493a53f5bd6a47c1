import { parseConnectionId } from './connection/connection-id.ts'
import { notFound } from './connection/stored-connections.ts'
import { ConnectionNotFoundError, type OAuthTokensError, ReauthorizationRequiredError } from './errors.ts'
import { causeOf } from './events.ts'
import { type HotTokens, revalidate } from './hot-tokens.ts'
import { observedRefresh } from './observed-refresh.ts'
import { overheard } from './overheard.ts'
import type { ProviderAdapter } from './provider/provider.ts'
import type { Context } from './refresh/context.ts'
import { lookExternal, refreshExternal } from './refresh/look-external.ts'
import { type Refreshed, refresh } from './refresh/refresh.ts'
import { mayServe } from './refresh/serve.ts'
import { samePair } from './store/lease.ts'
import type { Telemetry } from './telemetry.ts'
import { satisfies, type Want, wishedMargin } from './tokens/freshness.ts'
import { type ShownRecord, type TokenSet, tokenSetOf } from './tokens/token-set.ts'

/** The refreshes of this process: one a connection at a time, whoever asks. */
export interface Flights {
  /** Joins the flight of this connection, or starts one. */
  fly(connection: string, want: Want, why: string): Promise<Refreshed>
  /** A token set that meets the caller's own want, which costs at most one flight beside the one that was joined. */
  obtain(connection: string, want: Want, why: string): Promise<TokenSet>
  /** Resolves when nothing flies any more, and listens to the store no longer. */
  end(): Promise<void>
}

interface Flight {
  result: Promise<Refreshed>
  /** Compares with when a call came. */
  began: number
}

interface FlightPorts {
  context: Context
  hot: HotTokens
  telemetry?: Telemetry
  provider(id: string): Promise<ProviderAdapter>
}

export function flights({ context, hot, telemetry, provider }: FlightPorts): Flights {
  const flying = new Map<string, Flight>()
  /** Counts the calls and flights of this process: what began later has the higher number. */
  let turn = 0
  /** Told of connections while they were being read here. */
  const changed = overheard()
  /** Connections whose trouble was told: once, until they are well again. */
  const degraded = new Set<string>()
  let stopListening: (() => void) | undefined

  const listen = () =>
    context.store.changes(
      (connection, mark) => {
        // What the flight has read may be old, and what is in memory is handed out meanwhile.
        if (flying.has(connection)) changed.note(connection, mark)
        const known = (own: string | undefined) => mark !== undefined && own === mark
        if (known(hot.mark(connection))) return
        // Stored by the flight itself, so that what is in memory is the set before it.
        if (known(context.saving.get(connection))) hot.delete(connection)
        else void revalidate(hot, context.store, connection)
      },
      () => {
        hot.suspectAll()
        for (const connection of flying.keys()) changed.note(connection)
      },
    )

  /** Keeps in memory what was found, and drops what it disproves. */
  const learn = (connection: string, result: Refreshed, adapter: ProviderAdapter) => {
    const { record, error, doubtful, unsaved, mark } = result
    if (error instanceof ConnectionNotFoundError) {
      hot.delete(connection)
      changed.forget(connection)
      return
    }
    // Nothing read: the store is away, and what is in memory may be all there is.
    if (!record) return
    if (!error) {
      degraded.delete(connection)
      const stored = { unsaved: unsaved ?? false, ...(mark !== undefined && { mark }) }
      hot.set(connection, record, wishedMargin(adapter, context.margin), stored)
      // From now on somebody else's newer token has to be noticed, and so has one that came before the listening.
      const first = stopListening === undefined
      stopListening ??= listen()
      if (changed.takeOther(connection, mark) || first) void revalidate(hot, context.store, connection)
      return
    }
    changed.forget(connection)
    const questioned = doubtful || error instanceof ReauthorizationRequiredError
    if (questioned || !samePair(hot.get(connection), record.facts)) hot.delete(connection)
  }

  const asked = new Map<string, Promise<ProviderAdapter>>()
  /** One look-up for all who ask at once: with many tenants it may cost a query. */
  const adapterOf = (connection: string): Promise<ProviderAdapter> => {
    const { provider: id } = parseConnectionId(connection)
    const joined = asked.get(id)
    if (joined) return joined
    const found = provider(id).finally(() => asked.delete(id))
    asked.set(id, found)
    return found
  }

  const fly = (connection: string, want: Want, why: string, known?: ProviderAdapter): Promise<Refreshed> => {
    const joined = flying.get(connection)
    if (joined) return joined.result
    const flight = async () => {
      const adapter = known ?? (await adapterOf(connection))
      if (adapter.external) return lookExternal(context, connection, adapter, adapter.external, want)
      const result = telemetry
        ? await observedRefresh(telemetry, context, { connection, provider: adapter.id, why }, (watched) =>
            refresh(watched, connection, adapter, want, why),
          )
        : await refresh(context, connection, adapter, want, why)
      learn(connection, result, adapter)
      return result
    }
    const result = flight().finally(() => {
      flying.delete(connection)
      context.saving.delete(connection)
    })
    flying.set(connection, { result, began: ++turn })
    // Whoever asked may have left: an error that nobody hears is no crash.
    result.catch(() => {})
    return result
  }

  /** What a caller gets of a flight's end: the set, a token that is still good, or the error. */
  const answer = async (connection: string, result: Refreshed, want: Want): Promise<TokenSet> => {
    const { record, error, doubtful = false } = result
    if (!error && record) return tokenSetOf(record, result)
    const known = record ?? hot.get(connection)?.record
    if (!error || !known) throw error ?? notFound(connection)
    const adapter = await adapterOf(connection)
    if (!mayServe(error, known, doubtful, adapter, want, context.clock.now())) throw error
    const { generation } = known.facts
    if (!degraded.has(connection)) {
      context.emit({ type: 'degraded', connection, generation, cause: causeOf(error) })
    }
    degraded.add(connection)
    return { ...tokenSetOf(known), degraded: true }
  }

  return {
    fly,
    async obtain(connection, want, why) {
      const asked = ++turn
      const adapter = await adapterOf(connection)
      const start = () => fly(connection, want, why, adapter)
      if (adapter.external) return refreshExternal(context, connection, adapter.external, want, start)
      for (;;) {
        const joined = flying.get(connection)
        const result = await (joined?.result ?? start())
        // Nobody waited when it began; now somebody does.
        if (joined && result.busy) continue
        // It may have looked before the owner consented, and this call may have come after: one look more tells.
        if (joined && joined.began < asked && isFinal(result.error)) continue
        // A token issued during this call satisfies any minTtl.
        const { minTtl: _any, ...rest } = want
        const met = !result.record || meets(result.record, result.issued ? rest : want, context.clock.now())
        // A flight that somebody else started may have brought something else; one's own is all there is to do.
        if (!joined || result.error || met) return answer(connection, result, want)
      }
    },
    async end() {
      while (flying.size > 0) await Promise.allSettled([...flying.values()].map(({ result }) => result))
      stopListening?.()
    },
  }
}

/** Whether it says that nothing but somebody's consent helps. */
function isFinal(error: OAuthTokensError | undefined): boolean {
  return error instanceof ReauthorizationRequiredError || error instanceof ConnectionNotFoundError
}

/** Whether a set is what the caller wants, up to its very expiry. */
export function meets({ facts, secrets }: ShownRecord, want: Want, now: number): boolean {
  return satisfies({ facts, accessToken: secrets.accessToken }, want, 0, now)
}
