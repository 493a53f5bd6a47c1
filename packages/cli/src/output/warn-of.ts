import type { TokenSet } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Output } from './output.ts'

/** What whoever uses a token should know of it. */
export function warnOf({ connection, degraded, unsaved }: TokenSet, output: Output): void {
  if (degraded) {
    output.warning(
      phrase`${connection} is degraded: this token is still valid, but refreshing it is failing.`,
    )
  }
  if (unsaved) {
    output.warning(
      phrase`${connection} could not be saved: this token is valid, but the next process will not know of it.`,
    )
  }
}
