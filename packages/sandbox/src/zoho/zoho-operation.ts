import type { Committed, Operation } from '../dialect.ts'
import type { FaultPath } from '../faults/fault.ts'
import type { Reply } from '../reply.ts'
import { throttledReply, tokenError } from './errors.ts'
import type { ZohoState } from './zoho-state.ts'

/** A page that spends no grant; the endpoints that do add to it. */
export function zohoOperation(
  state: ZohoState,
  path: FaultPath,
  act: () => Reply | Committed,
  accountId?: string,
): Operation {
  return {
    path,
    server: 'zoho',
    ...(accountId && { accountId }),
    commit: () => {
      const result = act()
      return 'reply' in result ? result : { reply: result }
    },
    errorReply: (code) => tokenError(state, String(code)),
    throttledReply: () => throttledReply(state),
    // Zoho says that a refresh token is dead; an empty body says nothing.
    emptyBodyMeans: 'noise',
  }
}
