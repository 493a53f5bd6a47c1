import type { Backoff } from '../store/lease.ts'
import { type Failure, isInForce, nextBackoff } from './backoff.ts'

/** What holds back every connection of one client at one token host. Times by the store's clock. */
export interface ProviderNote {
  /** The provider asked the whole client to slow down. */
  coolDown?: Backoff
  /** It refused the client as it was configured then. */
  refused?: Backoff
}

/** As a rule. One and the same object, so that whoever has decided without a note need not decide again. */
export const nothingNoted: ProviderNote = Object.freeze({})

/** Whether a remembered configuration is the present one. */
export type SameConfiguration = (fingerprint: string) => boolean

const parts = ['coolDown', 'refused'] as const

/** A note may have been written between the two reads that are compared. Further ahead, it is of a clock set back. */
const apart = 10_000

/** What holds back whoever is configured like this; of two the one that ends later. */
export function heldBy(note: ProviderNote, same: SameConfiguration, now: number): Backoff | undefined {
  if (note === nothingNoted) return undefined
  return concerning(note, same)
    .map((part) => note[part] as Backoff)
    .filter((backoff) => isInForce({ ...backoff, since: backoff.since - apart }, now))
    .toSorted((one, other) => other.until - one.until)[0]
}

/** Whether something has ended that nobody has tried since: the next one goes alone. */
export function needsProbe(note: ProviderNote, same: SameConfiguration): boolean {
  if (note === nothingNoted) return false
  return concerning(note, same).length > 0
}

/** The note while one connection tries what has ended: the others wait for `duration` ms, or until it knows more. */
export function probing(
  note: ProviderNote,
  same: SameConfiguration,
  now: number,
  duration: number,
): ProviderNote {
  const next = { ...note }
  for (const part of concerning(note, same)) {
    next[part] = { ...(note[part] as Backoff), since: now, until: now + duration }
  }
  return next
}

/** The note after the provider took the client, as it is configured, for a good one. */
export function cleared(note: ProviderNote, same: SameConfiguration): ProviderNote {
  const next = { ...note }
  for (const part of concerning(note, same)) delete next[part]
  return next
}

/** The note after a failure that is everybody's. Undefined: it says so already. */
export function noted(
  note: ProviderNote,
  failure: Failure,
  now: number,
  random: () => number,
): ProviderNote | undefined {
  const part = failure.reason === 'configuration' ? 'refused' : 'coolDown'
  const last = note[part]
  const known = last?.configuration === failure.configuration ? last : undefined
  // Those whose requests were under way together hear the same: it counts once.
  if (known && isInForce(known, now)) {
    const until = Math.ceil(now + (failure.retryAfter ?? 0) * 1000)
    return until <= known.until + 1000 ? undefined : { ...note, [part]: { ...known, until } }
  }
  return { ...note, [part]: nextBackoff(known, failure, now, random) }
}

/** Both, of each kind the one that ends later. */
export function merged(one: ProviderNote, other: ProviderNote): ProviderNote {
  if (other === nothingNoted) return one
  const next = { ...one }
  for (const part of parts) {
    const found = other[part]
    if (found && found.until > (one[part]?.until ?? Number.NEGATIVE_INFINITY)) next[part] = found
  }
  return next
}

/** A note that cannot be read holds nobody back: what it said will be heard again. */
export function readNote(text: string | undefined): ProviderNote {
  if (text === undefined) return nothingNoted
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return nothingNoted
  }
  const note: ProviderNote = {}
  for (const part of parts) {
    const value = (found as ProviderNote | null)?.[part]
    if (value && Number.isFinite(value.since) && Number.isFinite(value.until)) note[part] = value
  }
  return note
}

function concerning(note: ProviderNote, same: SameConfiguration): (typeof parts)[number][] {
  return parts.filter((part) => {
    const backoff = note[part]
    return backoff && (backoff.configuration === undefined || same(backoff.configuration))
  })
}
