import { StoreUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import { isLease } from './is-lease.ts'
import type { Lease } from './lease.ts'

/** @throws StoreUnavailableError `corrupt_record` for what can be no lease */
export function checkedLease(lease: unknown, connection: string): Lease {
  if (isLease(lease)) return lease
  throw new StoreUnavailableError(
    phrase`The lease record of ${connection} is damaged: expected JSON with state and fence. Restore the store from a backup, or run \`oauth-tokens forget ${connection}\` and log in again.`,
    { code: 'corrupt_record', connection },
  )
}
