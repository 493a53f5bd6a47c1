import type { Intent, Lease } from '../store/lease.ts'
import { samePair } from '../store/lease.ts'
import type { StoredConnection } from '../store/token-store.ts'
import type { Context } from './context.ts'

/** An intent after which the grant is as it was, or was refused: no answer was lost, whatever the store could be told. */
export interface Untouched {
  intent: Intent
  /** Of the lease that it was recorded under. */
  fence: number
}

/**
 * Whether the doubt of a lease is only such an intent of this process that lapsed. `fence`: the lease's own before
 * anybody took it again; later holders may have lost an answer of their own, told under the same doubt.
 */
export function falseDoubt(
  { untouched, host }: Context,
  connection: string,
  { doubt }: Lease,
  fence: number,
): boolean {
  const known = untouched.get(connection)
  if (!known || !doubt || known.fence !== fence) return false
  return samePair(known.intent, doubt) && known.intent.at === doubt.at && doubt.host === host
}

export function withoutDoubt<Row extends StoredConnection>(row: Row): Row {
  const { doubt: _none, ...lease } = row.lease
  return { ...row, lease }
}
