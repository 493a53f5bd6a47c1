import { setTimeout as sleep } from 'node:timers/promises'
import type { TokenSet, TraceStep } from '@oauth-tokens/core'
import type { Answer, Worker } from '../../test/processes/support/worker.ts'
import type { TcpProxy } from './tcp-proxy.ts'

/** What one caller asked, and was told. */
export interface Call {
  process: BenchProcess
  method: string
  /** Epoch ms of the bench. */
  asked: number
  answered?: number
  answer?: Answer<TokenSet>
  /** The process ended first. */
  unheard?: true
}

/** What a row was to show did not come about, as on a machine too busy for short time limits: it is tried again. */
export class NotStruck extends Error {}

/** A process of the library with callers in it, and its own connection to the store. */
export class BenchProcess {
  readonly name: string
  readonly worker: Worker
  /** Only to stores that are reached over a network. */
  readonly link: TcpProxy | undefined
  readonly calls: Call[] = []
  readonly #waiting = new Set<Promise<unknown>>()
  /** The bench has killed it: nobody in it can be answered. */
  killed = false
  /** For how long it stood still, ms: nobody in it can be answered meanwhile. */
  stoodStill = 0

  constructor(name: string, worker: Worker, link: TcpProxy | undefined) {
    this.name = name
    this.worker = worker
    this.link = link
  }

  /** One caller. Never rejects: a process that ends is told by `unheard`. */
  async call(method: 'getTokenSet' | 'refresh', connection: string, options: object = {}): Promise<Call> {
    const call: Call = { process: this, method, asked: Date.now() }
    this.calls.push(call)
    const told = this.worker.call<TokenSet>(method, connection, options).then(
      (answer) => {
        call.answer = answer
      },
      () => {
        call.unheard = true
      },
    )
    this.#waiting.add(told)
    await told
    this.#waiting.delete(told)
    call.answered = Date.now()
    return call
  }

  /** What must happen before its callers are answered. @throws NotStruck if they are, and it did not */
  async before<Result>(event: Promise<Result>): Promise<Result> {
    const answered = Promise.all(this.#waiting)
      // What was told before an answer is read before it; the provider may be a little later.
      .then(() => sleep(300))
      .then(() =>
        Promise.reject<Result>(new NotStruck(`The callers in ${this.name} were answered too early.`)),
      )
    return Promise.race([event, answered])
  }

  passes(step: TraceStep): Promise<unknown> {
    return this.before(this.worker.reached(step))
  }

  /** What it passed and told, in order, for reading after a broken row. */
  get journal(): string[] {
    return this.worker.lines.flatMap(({ trace, log, message }) => trace ?? (log && message) ?? [])
  }

  async kill(): Promise<void> {
    this.killed = true
    await this.worker.kill()
  }

  /** It was told to end itself at a point of a refresh. */
  async dies(): Promise<void> {
    this.killed = true
    await this.before(this.worker.ended)
  }

  /** From the point at which it stands still, it does so for longer. `meanwhile` ends before it goes on. */
  async sleepsAt(step: TraceStep, duration: number, meanwhile?: () => Promise<unknown>): Promise<void> {
    await this.passes(step)
    const began = Date.now()
    // As a laptop that is closed: from outside, wherever it is.
    this.worker.stop()
    this.worker.goOn()
    await Promise.all([sleep(duration), meanwhile?.()])
    process.kill(this.worker.pid, 'SIGCONT')
    this.stoodStill += Date.now() - began
  }

  /** While it stands still at a point, something happens. */
  async standsAt<Result>(step: TraceStep, meanwhile: () => Promise<Result>): Promise<Result> {
    await this.passes(step)
    const began = Date.now()
    const result = await meanwhile()
    this.worker.goOn()
    this.stoodStill += Date.now() - began
    return result
  }
}
