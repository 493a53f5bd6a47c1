import type { Phrase, Said } from '../phrase.ts'

/**
 * - `reachable`: it answers
 * - `read-back`: what was written is what is read, to the last character
 * - `compare-and-set`: nobody overwrites what he has not read
 * - `lease`: one owner at a time, and an overtaken one can do nothing any more
 * - `take-once`: a login in progress is given to one callback
 * - `changes`: others hear of a change within a second
 * - `errors`: a failure is never read as "not there"
 * - `clean-up`: the test left nothing behind
 * - `guarantee`: several processes are kept apart
 * - `durability`: what it acknowledged outlives a restart
 * - `clock`: its clock and this machine's agree
 * - `latency`: a figure, no verdict
 */
export type StoreCheckName =
  | 'reachable'
  | 'read-back'
  | 'compare-and-set'
  | 'lease'
  | 'take-once'
  | 'changes'
  | 'errors'
  | 'clean-up'
  | 'guarantee'
  | 'durability'
  | 'clock'
  | 'latency'

/** One thing that was tried on the live store. */
export interface StoreCheck {
  check: StoreCheckName
  /** False: tokens may be lost here, or spent twice. */
  ok: boolean
  /** What was seen, for people: `String()` gives it in English. Names no connection and no secret. */
  detail: Said
  /** What to do about it. */
  advice?: Said
}

/** A hazard that was seen. Thrown by the checks, told by `checkStore`. */
export class Hazard extends Error {
  readonly detail: Phrase
  readonly advice: Phrase
  constructor(detail: Phrase, advice: Phrase) {
    super(String(detail))
    this.detail = detail
    this.advice = advice
  }
}
