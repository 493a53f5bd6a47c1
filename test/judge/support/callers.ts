import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface CallersSettings {
  /** By which the judge knows the process. */
  name: string
  issuer: string
  app: object
  /** Of the manager. */
  options: Record<string, unknown>
}

export interface StormOrder {
  seed: number
  callers: number
  /** Of each caller. */
  calls: number
  connections: readonly string[]
  /** The connection that all callers ask for first. */
  first: string
}

/** What the callers of one process were told in one storm. */
export interface StormReport {
  handed: { connection: string; token: string; calls: number; lastAskedAt: number }[]
  /** What the judge said of each token as soon as the process first had it. */
  introspections: { connection: string; token: string; active: boolean; answeredAt: number }[]
  failures: CallFailure[]
}

export interface CallFailure {
  connection: string
  kind: string
  name: string
  code?: string
  message: string
}

type Reply = { id: number; value?: unknown; error?: { name: string; code?: string; message: string } }

/** A child process full of callers. What is asked of it fails when it ends. */
export class Callers {
  readonly name: string
  /** Resolves when the process is gone and reaped. */
  readonly ended: Promise<void>
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  #asked = 0
  #errors = ''

  constructor(name: string, folder: string) {
    this.name = name
    this.#child = fork(join(import.meta.dirname, '../fixtures/callers.mjs'), {
      execArgv: [],
      // Without the variables of whoever runs the tests.
      env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child.stderr?.on('data', (text) => {
      this.#errors += text
    })
    this.#child.on('message', ({ id, value, error }: Reply) => {
      const asker = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error)
        asker?.reject(Object.assign(new Error(error.message), { name: error.name, code: error.code }))
      else asker?.resolve(value)
    })
    this.ended = once(this.#child, 'close').then(([code, signal]) => {
      const error = new Error(`Process ${name} ended (${signal ?? code}). ${this.#errors}`)
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
    })
  }

  /** Makes its manager, and has it use the store once. */
  open(settings: CallersSettings): Promise<void> {
    return this.#ask('open', settings)
  }

  /** Calls a method of the manager. */
  call<Value>(method: string, ...args: unknown[]): Promise<Value> {
    return this.#ask('call', { method, args })
  }

  storm(order: StormOrder): Promise<StormReport> {
    return this.#ask('storm', order)
  }

  isActive(token: string): Promise<boolean> {
    return this.#ask('isActive', token)
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended
  }

  #ask<Value>(task: string, given: unknown): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      const id = ++this.#asked
      if (!this.#child.connected) return reject(new Error(`Process ${this.name} has ended.`))
      this.#waiting.set(id, { resolve: (value) => resolve(value as Value), reject })
      // A process that is being killed does not hear it: its end rejects the promise.
      this.#child.send({ id, task, given }, () => {})
    })
  }
}
