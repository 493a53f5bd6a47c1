import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import type { TokenSet, TraceStep } from '@oauth-tokens/core'

export interface WorkerSettings {
  /** URLs of the modules to run. */
  core: string
  provider: string
  app: Record<string, string | undefined>
  options: Record<string, unknown>
  events: readonly string[]
  /** What happens to the process at the first such point of a refresh. */
  stop?: { step: TraceStep; by: 'kill' | 'exit' | 'wait' } | undefined
}

/** A line that the process has written. */
export interface Line {
  ready?: number
  trace?: TraceStep
  connection?: string
  event?: string
  detail?: unknown
  log?: string
  message?: string
  asked?: number
  id?: number
  value?: unknown
  error?: WorkerError
}

export interface WorkerError {
  name: string
  code?: string
  message: string
  shown: string
}

/** What 50 callers in one process were told. */
export interface StormAnswer {
  /** How many got which access token. */
  answers: Record<string, number>
  failures: string[]
}

export type Answer<Value> = { value: Value; error?: undefined } | { value?: undefined; error: WorkerError }

/** A child process with a token manager in it. Every wait ends, with an error, when the process ends. */
export class Worker {
  readonly lines: Line[] = []
  /** Resolves, and never rejects, when the process is gone and reaped. */
  readonly ended: Promise<void>
  readonly #child: ChildProcess
  readonly #watchers = new Set<() => void>()
  #over = false
  #errors = ''
  #calls = 0

  constructor(settings: WorkerSettings, environment: NodeJS.ProcessEnv, wrapping: readonly string[] = []) {
    const [command = '', ...args] = [
      ...wrapping,
      process.execPath,
      join(import.meta.dirname, '../fixtures/worker.mjs'),
    ]
    this.#child = spawn(command, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] })
    const { stdout, stderr, stdin } = this.#child
    if (!stdout || !stderr || !stdin) throw new Error('A worker has pipes.')
    // A process that was killed neither reads nor writes: that is no news here.
    for (const pipe of this.#child.stdio) pipe?.on('error', () => {})
    // Not in argv or the environment: there is a client secret among them.
    stdin.write(`${JSON.stringify(settings)}\n`)
    stderr.on('data', (text) => {
      this.#errors += text
    })
    const read = createInterface({ input: stdout }).on('line', (line) => {
      this.lines.push(JSON.parse(line))
      this.#wake()
    })
    stdout.on('error', () => read.close())
    this.ended = Promise.all([once(this.#child, 'exit'), once(read, 'close')]).then(() => {
      this.#over = true
      this.#wake()
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get trace(): TraceStep[] {
    return this.lines.flatMap(({ trace }) => (trace ? [trace] : []))
  }

  /** The first line that fits, past or future. */
  async line(fits: (line: Line) => boolean): Promise<Line> {
    for (;;) {
      const found = this.lines.find(fits)
      if (found) return found
      if (this.#over) {
        const { exitCode, signalCode } = this.#child
        throw new Error(`The process ended (${signalCode ?? exitCode}) too early. ${this.#errors}`)
      }
      await new Promise<void>((resolve) => this.#watchers.add(resolve))
    }
  }

  ready(): Promise<unknown> {
    return this.line(({ ready }) => ready !== undefined)
  }

  reached(step: TraceStep): Promise<unknown> {
    return this.line(({ trace }) => trace === step)
  }

  /** Calls a method of the manager. */
  async call<Value>(call: string, ...args: unknown[]): Promise<Answer<Value>> {
    const { value, error } = await this.#send({ call, args })
    return error ? { error } : { value: value as Value }
  }

  getTokenSet(connection: string, options: object = {}): Promise<Answer<TokenSet>> {
    return this.call('getTokenSet', connection, options)
  }

  /** Many callers at once. `asked`: all have called; `answered`: all were told. */
  storm(
    callers: number,
    call: string,
    ...args: unknown[]
  ): { asked: Promise<Line>; answered: Promise<StormAnswer> } {
    const before = this.lines.length
    const answered = this.#send({ call, args, callers }).then(({ value, error }) => {
      if (error) throw new Error(error.message)
      return value as StormAnswer
    })
    answered.catch(() => {})
    return {
      asked: this.line((line) => line.asked !== undefined && this.lines.indexOf(line) >= before),
      answered,
    }
  }

  /** Lets a process go on that stands still at a point of a refresh. */
  goOn(): void {
    ;(this.#child.stdio[3] as Writable).write('.')
  }

  /** It stands still, at whatever it is doing, until it is killed. */
  stop(): void {
    this.#child.kill('SIGSTOP')
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended
  }

  #send(command: object): Promise<Line> {
    const id = ++this.#calls
    this.#child.stdin?.write(`${JSON.stringify({ id, ...command })}\n`)
    return this.line((line) => line.id === id)
  }

  #wake(): void {
    for (const watcher of this.#watchers) watcher()
    this.#watchers.clear()
  }
}
