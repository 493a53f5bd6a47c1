import type { Pair } from '../store/lease.ts'

/** A token set that the store did not take, kept on this machine until it does. */
export interface RescuedSet extends Pair {
  connection: string
  /** The set it replaces: `null` when there was none, absent when the store could not tell. */
  parent?: Pair | null
  /** Wall-clock epoch ms at which it was issued. */
  issuedAt: number
  /** The tokens record as it would have been stored: sealed. */
  tokens: string
}

/** The second durable slot. Every method throws when it could not do what it says. */
export interface Rescue {
  keep(set: RescuedSet): Promise<void>
  find(connection: string): Promise<RescuedSet[]>
  /** Those of all connections. */
  all(): Promise<RescuedSet[]>
  remove(set: RescuedSet): Promise<void>
}

/** For stores that do not outlive the process: there is nothing to come back to. */
export const noRescue: Rescue = {
  keep: () => Promise.reject(new Error('no rescue folder')),
  find: async () => [],
  all: async () => [],
  remove: async () => {},
}
