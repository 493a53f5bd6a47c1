import type { Connection, HeldUp, Lease } from '@oauth-tokens/core'
import { joined, type Phrase, phrase, type Said } from '@oauth-tokens/core/phrase'
import { relativeTime, timeWithDistance } from '../output/relative-time.ts'

/** A connection, and what its lease knows of the token set that is stored. */
export interface Known {
  connection: Connection
  lease: Pick<Lease, 'backoff' | 'dead' | 'doubt'>
  /** The store's time, in which a back-off is written. */
  storeNow: number
  now: number
  /** Who keeps the tokens, where it is not us. */
  holder?: Said
  /** What would keep a refresh from being sent now, where that could be found out. */
  heldUp?: HeldUp
}

/** What the state of a connection means, and what to do next: a few sentences. */
export function meaningOf(known: Known): Phrase {
  const { connection } = known
  switch (connection.status) {
    case 'active':
      return active(known)
    case 'degraded':
      return degraded(known)
    case 'rate-limited':
      return joined([
        phrase`${connection.id} is cooling down (${known.lease.backoff?.code}).`,
        attemptAfter(known),
        tokenOf(known),
      ])
    case 'in-doubt':
      return inDoubt(known)
    case 'reauthorization-required':
      return dead(known)
    case 'revoked':
      return revoked(known)
    case 'external':
      return joined([
        phrase`${connection.id} is external: its tokens are kept by a gateway, and watched from here.`,
        known.holder ?? phrase`Call it through that gateway.`,
      ])
  }
}

function active(known: Known): Phrase {
  const { connection, heldUp } = known
  const state = phrase`${connection.id} is active.`
  const held = heldUp && heldUpBy(known, heldUp)
  return held
    ? joined([state, tokenOf(known), held])
    : joined([state, tokenOf(known), phrase`Nothing is to be done.`])
}

/** What this connection did not bring about by itself. */
function heldUpBy({ connection, now }: Known, { scope, reason, code, until }: HeldUp): Phrase | undefined {
  const { provider } = connection
  const when = timeWithDistance(until, now)
  if (code === 'budget_used_up')
    return phrase`It was refreshed as often as ${provider} allows: the next refresh is possible at ${when}.`
  if (scope === 'connection') return undefined
  switch (reason) {
    case 'throttled':
      return phrase`${provider} asked all connections of this app to slow down (${code}): none of them is refreshed until ${when}.`
    case 'configuration':
      return phrase`${provider} refuses this app for all its connections (${code}): correct its settings; with the same ones it is not asked again until ${when}.`
    case 'transient':
      return phrase`${provider} fails for all connections of this app (${code}): the next attempt is made at ${when}.`
  }
}

function degraded(known: Known): Phrase {
  const { connection, lease } = known
  const { id, provider } = connection
  const { failures = 0, reason, code } = lease.backoff ?? {}
  if (reason === 'configuration') {
    return phrase`${id} is degraded: ${provider} refuses this app (${code}). Correct its settings, then: oauth-tokens refresh ${id}`
  }
  const state =
    failures > 1
      ? phrase`${id} is degraded: the last ${failures} refreshes failed (${code}).`
      : phrase`${id} is degraded: the last refresh failed (${code}).`
  return joined([state, attemptAfter(known), tokenOf(known)])
}

function inDoubt({ connection: { id }, lease, now }: Known): Phrase {
  const { at = now, host } = lease.doubt ?? {}
  return joined([
    phrase`${id} is in doubt: an answer was lost ${timeWithDistance(new Date(at), now)} on host ${host}, so its refresh token may be spent.`,
    phrase`If that host has a rescue folder, run \`oauth-tokens refresh ${id}\` there first, then here.`,
  ])
}

function dead({ connection, lease, now }: Known): Phrase {
  const { id, generation } = connection
  const consent = phrase`Its owner must consent again: ${login(connection)}`
  const refused = lease.dead?.generation === generation ? lease.dead : undefined
  if (!refused) return joined([phrase`${id} has no refresh token, and its access token is used up.`, consent])
  const { code, doubt } = refused
  const when = timeWithDistance(new Date(refused.at), now)
  const state = phrase`${id} is dead: its grant was refused for good (${code}) ${when}.`
  if (!doubt) return joined([state, consent])
  const lost = timeWithDistance(new Date(doubt.at), now)
  return joined([
    state,
    phrase`Before that an answer was lost ${lost} on host ${doubt.host}: if that host has a rescue folder, run \`oauth-tokens refresh\` there before anything else.`,
    consent,
  ])
}

function revoked({ connection, lease, now }: Known): Phrase {
  const { id } = connection
  const state = lease.dead
    ? phrase`${id} was revoked here ${timeWithDistance(new Date(lease.dead.at), now)}.`
    : phrase`${id} was revoked here.`
  return joined([state, phrase`If it is wanted again, its owner must consent: ${login(connection)}`])
}

function login({ provider, account }: Connection): string {
  return `oauth-tokens login ${provider} --account ${account}`
}

/** What holds up the whole app may last longer than the connection's own back-off. */
function attemptAfter(known: Known): Phrase {
  return (known.heldUp && heldUpBy(known, known.heldUp)) ?? nextAttempt(known)
}

/** A back-off is written in the store's time; people read their own. */
function nextAttempt({ lease, storeNow, now }: Known): Phrase {
  const left = (lease.backoff?.until ?? storeNow) - storeNow
  if (left <= 0) return phrase`The next attempt is made as soon as a token is asked for.`
  return phrase`No attempt is made until ${timeWithDistance(new Date(now + left), now)}.`
}

function tokenOf({ connection: { expiresAt }, now }: Known): Phrase {
  if (!expiresAt) return phrase`Its token has no known end.`
  if (expiresAt.getTime() > now)
    return phrase`Its token is valid, and expires ${relativeTime(expiresAt, now)}.`
  return phrase`Its token has expired, and is refreshed when it is next asked for.`
}
