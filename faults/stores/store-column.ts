import type { StoreName } from '../bench/fault.ts'

/** Why a server takes no writes. */
export type Refusal = 'out of memory' | 'read-only' | 'too few replicas'

/** A server that the bench can maltreat. Each of them is undone by the one beside it. */
export interface StoreServer {
  /** As by a power cut. */
  kill(): Promise<void>
  /** Again, with its data. */
  start(): Promise<void>
  freeze(): void
  thaw(): void
  /** Takes no writes any more, as far as it can do so for that reason. */
  refuseWrites(how: Refusal): Promise<void>
  takeWrites(): Promise<void>
  /** Ends the sessions of all processes, and takes new ones. */
  endSessions(): Promise<void>
  /** Removes the data of a killed server. */
  wipe?(): void
}

/** The store of one row. */
export interface OpenStore {
  /** For the manager of a process. `port`: where the process is to find the server. */
  options(port?: number): Record<string, unknown>
  /** Where the server listens, if there is one. */
  port?: number
  server?: StoreServer
  close(): Promise<void>
}

/** One kind of store: a column of the report. */
export interface StoreColumn {
  name: StoreName
  /** Why it cannot be had here. */
  missing(): Promise<string | undefined>
  /** An empty one. `folder`: where an embedded store lies. */
  open(folder: string): Promise<OpenStore>
  /** What the rows shared. */
  close(): Promise<void>
}

/** Network stores make no key of their own. */
export const encryptionKeys = [Buffer.alloc(32, 3).toString('base64url')]

export function through(url: string, port: number | undefined): string {
  if (port === undefined) return url
  const changed = new URL(url)
  changed.port = String(port)
  return changed.href
}
