import type { Readable, Writable } from 'node:stream'
import type { Clock } from '@oauth-tokens/core'

/** Ctrl-C, a polite stop, and a terminal that was closed. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/** Where it is a terminal, it has a size, and tells by `resize` that it has another. */
type WritableTerminal = Writable & { isTTY?: boolean; columns?: number; rows?: number }

/** What a command knows of the process around it: everything comes from here, so that tests can give another. */
export interface Context {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  stdin: Readable & { isTTY?: boolean }
  stdout: WritableTerminal
  stderr: WritableTerminal
  /** The system's, unless a test steps its own. */
  clock?: Clock
  /** Calls the listener at each signal; returns what ends that. */
  onSignal(listener: (signal: StopSignal) => void): () => void
  /** Whether a shell runs this beside itself: whoever reads its terminal then is stopped. */
  inBackground(): boolean
  /** Calls the first before Ctrl-Z stops this process, the other when it goes on; returns what ends that. */
  onSuspend(leave: () => void, comeBack: () => void): () => void
  /** False: there is no browser here. */
  openBrowser(url: string): Promise<boolean>
}
