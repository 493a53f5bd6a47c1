import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { isDamage } from '../all-connections.ts'
import { describeError } from './describe-error.ts'

/** Why what is shown live may not be all there is. */
export function storeTrouble(error: unknown): Said {
  const { message } = describeError(error)
  return isDamage(error) ? message : phrase`The store does not answer; it is tried again. ${message}`
}
