import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { Context, StopSignal } from './context.ts'

/** The command was stopped from outside. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  readonly code = 'interrupted'
}

const sentence = phrase`finishing a refresh (≤ 20 s); again to abandon it: the token may be lost`

/** Milliseconds that saving an answer may take before somebody who pressed Ctrl-C is told why nothing happens. */
const patience = 250

/**
 * Turns signals into an abort, but never cuts a redemption: the provider may have answered it already, and
 * that answer must reach the store. The first signal ends all waiting; a second one abandons everything.
 */
export class Interruption {
  /** What ended the command, if anything did. */
  reason: StopSignal | 'closed pipe' | undefined
  /** A second signal came. */
  gaveUp = false
  /** Rejects at the second signal. */
  readonly abandoned: Promise<never>
  readonly #abort = new AbortController()
  readonly #warn: (message: Phrase) => void
  readonly #context: Context
  #release: () => void
  #inFlight = 0
  #sentence: Phrase = sentence
  #said = false
  #abandon: (reason: Interrupted) => void = () => {}

  constructor(context: Context, warn: (message: Phrase) => void) {
    this.#context = context
    this.#warn = warn
    this.abandoned = new Promise((_resolve, reject) => {
      this.#abandon = reject
    })
    // It rejects when nobody listens yet, too.
    this.abandoned.catch(() => {})
    this.#release = context.onSignal((signal) => this.#received(signal))
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Nobody reads our output any more. */
  pipeClosed(): void {
    this.reason ??= 'closed pipe'
    this.#abort.abort(new Interrupted('The reader of the output went away.'))
  }

  /** What is said to whoever stops the command while something must be finished, where that is no refresh. */
  explainedBy(said: Phrase): void {
    this.#sentence = said
  }

  /** For whoever reads keys, of which the terminal then makes no signals: the same as the signal. */
  interrupt(): void {
    this.#received('SIGINT')
  }

  /** Counts a call that must not be cut. */
  async uncut<Result>(call: () => Promise<Result>): Promise<Result> {
    this.#inFlight += 1
    try {
      return await call()
    } finally {
      this.#inFlight -= 1
    }
  }

  /** Waits for what must be finished before the process may end, and says so if that takes long. */
  async finishing(work: Promise<void>): Promise<void> {
    const late = setTimeout(() => {
      if (this.reason) this.#say()
    }, patience)
    try {
      await work
    } finally {
      clearTimeout(late)
    }
  }

  /** From now on signals go to somebody else, and end nothing here. */
  handOver(receive: (signal: StopSignal) => void): void {
    const release = this.#release
    // The new listener first: without any, the process would be killed.
    this.#release = this.#context.onSignal(receive)
    release()
  }

  dispose(): void {
    this.#release()
  }

  #received(signal: StopSignal): void {
    if (this.reason && this.reason !== 'closed pipe') {
      // The shell and the system each send one when a terminal is closed: nobody has lost patience.
      if (signal === 'SIGHUP') return
      this.gaveUp = true
      this.#abandon(new Interrupted('Abandoned.'))
      return
    }
    this.reason = signal
    // First: a live view leaves the screen then, on which the sentence would not stay.
    this.#abort.abort(new Interrupted('Interrupted.'))
    if (this.#inFlight > 0) this.#say()
  }

  #say(): void {
    if (!this.#said) this.#warn(this.#sentence)
    this.#said = true
  }
}
