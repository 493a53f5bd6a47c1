import type { Call } from '../../call.ts'
import type { Operation } from '../../dialect.ts'
import type { Reply } from '../../reply.ts'
import type { ZohoUser } from '../options.ts'
import type { Place } from '../place.ts'
import { covers } from '../scopes.ts'
import { zohoOperation } from '../zoho-operation.ts'
import type { ZohoState } from '../zoho-state.ts'
import { bearerOf } from './bearer.ts'

/** How one product refuses. */
export interface Refusals {
  noHeader(): Reply
  deadToken(): Reply
  scopeMissing(): Reply
}

export type Resource = (state: ZohoState, place: Place, call: Call) => Operation

/** A page of a product's API: for who has one of the scopes. */
export function resource(
  refusals: Refusals,
  scopes: string[],
  answer: (user: ZohoUser, grantedScopes: string[]) => Reply,
): Resource {
  return (state, place, call) => {
    const bearer = bearerOf(state, place, call)
    const owner = typeof bearer === 'object' ? bearer.grant.zuid : undefined
    const act = () => {
      // Once more: a fault may have held the call while the token died.
      const now = bearerOf(state, place, call)
      if (now === 'no-header') return refusals.noHeader()
      if (now === 'dead') return refusals.deadToken()
      if (!covers(now.grant.scopes, ...scopes)) return refusals.scopeMissing()
      return answer(state.registry.user(now.grant.zuid), now.grant.scopes)
    }
    return zohoOperation(state, 'api', act, owner)
  }
}
