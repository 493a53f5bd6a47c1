import { setTimeout } from 'node:timers/promises'
import type { Connection, HistoryEvent, TokenSet, TraceStep } from '@oauth-tokens/core'
import { credentialId, type GrantStats, type TokenPair } from '@oauth-tokens/sandbox'
import { app, connectionOf, type House } from '../support/house.ts'
import type { Worker, WorkerError } from '../support/worker.ts'

/** How one process ends in the middle of a refresh. */
export interface Blow {
  /** The last point that it passes. */
  step: TraceStep
  /** It ends itself at that very point, or is killed from outside once the point is seen. */
  by: 'kill' | 'exit' | 'outside'
  /** Where the provider holds its request, for `sending`. */
  hold?: 'before-commit' | 'after-commit'
  /** Milliseconds from the point to the kill from outside: nothing waits for them, they only spread the blows. */
  delay?: number
  /** The provider acts on the held request after its sender is gone. */
  late?: boolean
}

/** Everything that was seen of one blow and of the process that came after. */
export interface Aftermath {
  blow: Blow
  account: string
  trace: TraceStep[]
  /** The refresh token that was being spent, as the provider saw it. */
  grant: GrantStats | undefined
  /** Whether the provider had issued the next tokens, before anybody asked again. */
  committed: boolean
  /** The connection as stored, before anybody asked again. */
  found: Connection
  set?: TokenSet
  /** Whether the token handed out is alive at the provider. */
  live?: boolean
  error?: WorkerError
  /** The connection after somebody asked again. */
  left: Connection
  /** Whom the next process had to wait for: nobody, as the holder is known to be dead. */
  waitedFor: string | undefined
}

/** Strikes a process that refreshes this connection; says which points it had passed. */
export async function strike(
  house: House,
  account: string,
  blow: Blow,
  expired: boolean,
): Promise<TraceStep[]> {
  const { sandbox } = house
  const { step, by, hold } = blow
  const gate = hold && sandbox.faults.add({ kind: 'gate', hold, accountId: account })
  const worker = house.start(by === 'outside' ? {} : { stop: { step, by } })
  const ends = worker.call(expired ? 'getTokenSet' : 'refresh', connectionOf(account))
  // It ends before it can answer.
  ends.catch(() => {})
  if (gate) await Promise.race([sandbox.faults.arrived(gate), worker.ended])
  else if (by === 'outside') await worker.reached(step)
  if (blow.delay) await setTimeout(blow.delay)
  if (by === 'outside') await worker.kill()
  else await worker.ended
  if (gate && blow.late) {
    sandbox.faults.release(gate)
    // The sandbox acts on it in the same turn of the event loop, which has to come.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return worker.trace
}

/** A fresh process asks for a token. */
export async function askAfter(
  house: House,
  heir: Worker,
  struck: { account: string; blow: Blow; trace: TraceStep[]; pair: TokenPair },
): Promise<Aftermath> {
  const { sandbox } = house
  const { account, blow, trace, pair } = struck
  const connection = connectionOf(account)
  const committed = sandbox.zalo.generation(app.appId, account) === 2
  const found = await read(heir, connection)
  const { value: set, error } = await heir.getTokenSet(connection)
  const live = set && sandbox.zalo.isLive(set.accessToken)
  const left = await read(heir, connection)
  const { value: history = [] } = await heir.call<HistoryEvent[]>('history', connection)
  const id = credentialId(pair.refreshToken)
  return {
    blow,
    account,
    trace,
    grant: sandbox.stats().refreshTokens.find((one) => one.id === id),
    committed,
    found,
    ...(set && { set, live: live === true }),
    ...(error && { error }),
    left,
    waitedFor: history.find(({ pid }) => pid === heir.pid)?.waitedFor,
  }
}

async function read(heir: Worker, connection: string): Promise<Connection> {
  const { value, error } = await heir.call<Connection>('connection', connection)
  if (!value) throw new Error(`The connection cannot be read: ${error?.message}`)
  return value
}
