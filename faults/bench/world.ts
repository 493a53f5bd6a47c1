import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TraceStep } from '@oauth-tokens/core'
import type { TokenPair } from '@oauth-tokens/sandbox'
import { app, connectionOf, type House, importPair } from '../../test/processes/support/house.ts'
import type { SmallDisk } from '../../test/processes/support/small-disk.ts'
import type { WorkerSettings } from '../../test/processes/support/worker.ts'
import type { OpenStore } from '../stores/store-column.ts'
import { BenchProcess, type Call, NotStruck } from './process.ts'
import type { Schedule } from './seeded.ts'
import { type LinkState, TcpProxy } from './tcp-proxy.ts'
import { TokenWatch } from './token-watch.ts'

/** Shorter than in production, in the same order; seconds. */
export const timeouts = { store: 0.5, provider: 1.5, spending: 3, waiter: 6 }
/** Those of production, but for a store that a busy machine answers late. */
const patience = { store: 15, provider: 20, spending: 30, waiter: 45 }
/** Longer than an intent holds, ms. */
export const pastSpending = timeouts.spending * 1000 + 500

const events = ['refreshed', 'refresh-failed', 'in-doubt', 'recovered', 'rescued', 'reauthorization-required']
const lockScript = fileURLToPath(new URL('../../test/processes/fixtures/lock.mjs', import.meta.url))

export interface Casting {
  /** Where the victim of the fault stops, or dies. */
  stop?: NonNullable<WorkerSettings['stop']>
  /** Its rescue folder is its own, as on another machine. */
  elsewhere?: boolean
  /** With the time limits of production. */
  patient?: boolean
  /** What starts the victim, as `env`. */
  wrapping?: readonly string[]
  /** All processes have a token that is not expired in memory. Else the stored one is expired, and nobody has it. */
  warm?: boolean
}

/** Processes on one store, with one connection, before a provider. */
export class World {
  readonly house: House
  readonly store: OpenStore
  readonly schedule: Schedule
  readonly disk: SmallDisk | undefined
  readonly account: string
  readonly connection: string
  readonly watch: TokenWatch
  readonly processes: BenchProcess[] = []
  #rejected: string | undefined
  readonly #links: TcpProxy[] = []
  readonly #diskRescue: boolean

  constructor(parts: {
    house: House
    store: OpenStore
    schedule: Schedule
    disk?: SmallDisk | undefined
    diskRescue: boolean
  }) {
    this.house = parts.house
    this.store = parts.store
    this.schedule = parts.schedule
    this.disk = parts.disk
    this.#diskRescue = parts.diskRescue
    this.account = parts.house.accounts[0] ?? ''
    this.connection = connectionOf(this.account)
    this.watch = new TokenWatch(parts.house, this.account)
  }

  get sandbox(): House['sandbox'] {
    return this.house.sandbox
  }

  /** Where processes rescue token sets, those that were not started `elsewhere`. */
  get rescueFolder(): string {
    return this.#diskRescue && this.disk ? join(this.disk.path, 'rescue') : this.house.rescue
  }

  /** Stores a connection, and starts three processes of which the schedule names one the victim. */
  async cast({
    warm = false,
    ...casting
  }: Casting = {}): Promise<{ victim: BenchProcess; others: BenchProcess[] }> {
    // Not under the short limits: making the tables of a new store is not what is looked at.
    const keeper = await this.start('keeper', { patient: true })
    await this.importTokens(keeper, { expired: !warm }).catch((error: Error) => {
      throw new NotStruck(error.message)
    })
    await keeper.kill()
    this.processes.splice(this.processes.indexOf(keeper), 1)

    const place = this.schedule.between('victim', 1, 3)
    const started = await Promise.all(
      [1, 2, 3].map((number) => this.start(`process ${number}`, number === place ? casting : {})),
    )
    const victim = started[place - 1]
    if (!victim) throw new Error('No victim was cast.')
    if (warm) {
      for (const one of started) await this.#warm(one)
      this.#rejected = this.watch.current
    }
    return { victim, others: started.filter((one) => one !== victim) }
  }

  /** The first connection to a store can take longer than the short limits, on a busy machine. */
  async #warm(one: BenchProcess): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt++) {
      const { answer } = await one.call('getTokenSet', this.connection)
      if (answer?.value) return
    }
    throw new NotStruck(`${one.name} did not get the token that is stored.`)
  }

  async start(
    name: string,
    { stop, elsewhere, patient, wrapping = [] }: Casting = {},
  ): Promise<BenchProcess> {
    const link = this.store.port === undefined ? undefined : await TcpProxy.start(this.store.port)
    if (link) this.#links.push(link)
    const rescueDir = elsewhere ? join(this.house.folder, `rescue of ${name}`) : this.rescueFolder
    const options = { timeouts: patient ? patience : timeouts, rescueDir, ...this.store.options(link?.port) }
    const wrapped = [...(this.disk?.wrapping ?? []), ...wrapping]
    const worker = this.house.start({ options, events, ...(stop && { stop }) }, wrapped)
    const started = new BenchProcess(name, worker, link)
    this.processes.push(started)
    await worker.ready()
    return started
  }

  /** Tokens that the owner has just consented to. */
  async importTokens({ worker }: BenchProcess, { expired }: { expired: boolean }): Promise<TokenPair> {
    return importPair(worker, this.house, this.account, { expired })
  }

  /** The owner consents again, and comes back to this process. */
  async login({ worker }: BenchProcess): Promise<void> {
    const asked = await worker.call<{ url: string }>('authorize', 'zalo-oa', { account: this.account })
    if (asked.error) throw new Error(`No login can begin: ${asked.error.message}`)
    const location = this.sandbox.zalo.authorize(asked.value.url, { oaId: this.account })
    const { error } = await worker.call('callback', location)
    if (error) throw new Error(`The login failed: ${error.message}`)
  }

  /** Some callers at once in one process, as many as the schedule says. */
  ask(one: BenchProcess): Promise<Call[]> {
    const callers = this.schedule.between(`callers in ${one.name}`, 1, 6)
    const options = this.#rejected === undefined ? {} : { rejected: this.#rejected }
    return Promise.all(
      Array.from({ length: callers }, () => one.call('getTokenSet', this.connection, options)),
    )
  }

  /** The victim has the lease when the others ask. */
  async askVictimFirst(
    victim: BenchProcess,
    others: readonly BenchProcess[],
    step: TraceStep = 'leased',
  ): Promise<void> {
    void this.ask(victim)
    await victim.passes(step)
    for (const other of others) void this.ask(other)
  }

  /** Takes the store away: from one process if there is a network between them, else from all. Returns what ends it. */
  async takeStoreFrom(victim: BenchProcess, how: LinkState = 'cut'): Promise<() => Promise<void>> {
    if (victim.link) {
      victim.link.set(how)
      return async () => victim.link?.set('open')
    }
    const lock = spawn(process.execPath, [lockScript, join(this.house.store, 'tokens.db')])
    this.house.owns(lock)
    await once(lock.stdout, 'data')
    return () => unlock(lock)
  }

  /** Puts a file where the rescue folder should be. Returns what takes it away. */
  blockRescue(folder = this.rescueFolder): () => void {
    rmSync(folder, { recursive: true, force: true })
    writeFileSync(folder, '')
    return () => rmSync(folder)
  }

  /** Of the provider, about this account. */
  get redemptions(): number {
    return this.grants().reduce((sum, one) => sum + one.redemptions, 0)
  }

  grants() {
    return this.sandbox.stats().refreshTokens.filter(({ appId }) => appId === app.appId)
  }

  async close(): Promise<void> {
    this.watch.close()
    await Promise.all(this.#links.map((link) => link.close()))
  }
}

async function unlock(lock: ChildProcess): Promise<void> {
  const ended = once(lock, 'exit')
  lock.stdin?.end()
  await ended
}
