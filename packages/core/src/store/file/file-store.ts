import { resolve } from 'node:path'
import { type Clock, systemClock } from '../../clock.ts'
import { engineStore } from '../engine-store.ts'
import type { TokenStore } from '../token-store.ts'
import { Connection } from './connection.ts'
import { fileEngine } from './file-engine.ts'

export interface FileStoreOptions {
  /** For tests; times of the store then come from its `monotonic()`. */
  clock?: Clock
  /** Milliseconds that one operation may take. @default 2000 */
  timeout?: number
}

/**
 * The embedded store: a database in a folder of this machine, shared by all its processes.
 * Needs the package `libsql`. Nothing is read or made before first use.
 *
 * @example
 * const store = fileStore('./.oauth-tokens')
 */
export function fileStore(directory: string, options: FileStoreOptions = {}): TokenStore {
  const connection = new Connection(resolve(directory), options)
  return engineStore(fileEngine(connection, options.clock ?? systemClock))
}
