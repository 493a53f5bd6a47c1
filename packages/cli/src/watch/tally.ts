import type { TokenEvent } from '@oauth-tokens/core'
import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { localTime } from '../output/relative-time.ts'

export interface Tally {
  count(event: TokenEvent): void
  /** What was done so far, and since when. */
  text(): Said
}

export function tallyFrom(since: number): Tally {
  let refreshed = 0
  let failed = 0
  return {
    count({ type }) {
      if (type === 'refreshed') refreshed += 1
      if (type === 'refresh-failed') failed += 1
    },
    text: () => phrase`${refreshed} refreshed, ${failed} failed attempts since ${localTime(new Date(since))}`,
  }
}
