import type { Connection, Lease } from '@oauth-tokens/core'
import { relativeTime, timeWithDistance } from '../output/relative-time.ts'

/** A connection, and what its lease knows of the token set that is stored. */
export interface Known {
  connection: Connection
  lease: Pick<Lease, 'backoff' | 'dead' | 'doubt'>
  /** The store's time, in which a back-off is written. */
  storeNow: number
  now: number
  /** Who keeps the tokens, where it is not us. */
  holder?: string
}

/** What the state of a connection means, and what to do next: one or two sentences. */
export function meaningOf(known: Known): string {
  const { connection, holder } = known
  const { id, status } = connection
  switch (status) {
    case 'active':
      return `${id} is active. ${tokenOf(known)} Nothing is to be done.`
    case 'degraded':
      return degraded(known)
    case 'rate-limited':
      return `${id} is cooling down (${known.lease.backoff?.code}): ${nextAttempt(known)} ${tokenOf(known)}`
    case 'in-doubt':
      return inDoubt(known)
    case 'reauthorization-required':
      return dead(known)
    case 'revoked':
      return `${id} was revoked here${deadSince(known)}. If it is wanted again, its owner must consent: ${login(connection)}`
    case 'external':
      return `${id} is external: its tokens are kept by a gateway, and watched from here. ${holder ?? 'Call it through that gateway.'}`
  }
}

function degraded(known: Known): string {
  const { connection, lease } = known
  const { failures = 0, reason, code } = lease.backoff ?? {}
  if (reason === 'configuration') {
    return (
      `${connection.id} is degraded: ${connection.provider} refuses this app (${code}). ` +
      `Correct its settings, then: oauth-tokens refresh ${connection.id}`
    )
  }
  const times = failures > 1 ? `the last ${failures} refreshes` : 'the last refresh'
  return `${connection.id} is degraded: ${times} failed (${code}). ${nextAttempt(known)} ${tokenOf(known)}`
}

function inDoubt({ connection, lease, now }: Known): string {
  const { at = now, host } = lease.doubt ?? {}
  return (
    `${connection.id} is in doubt: an answer was lost ${timeWithDistance(new Date(at), now)} on host ${host}, so its refresh token may be spent. ` +
    `If that host has a rescue folder, run \`oauth-tokens refresh ${connection.id}\` there first, then here.`
  )
}

function dead(known: Known): string {
  const { connection, lease, now } = known
  const { id, generation } = connection
  const refused = lease.dead?.generation === generation ? lease.dead : undefined
  if (!refused) {
    return `${id} has no refresh token, and its access token is used up. Its owner must consent again: ${login(connection)}`
  }
  const { code, doubt } = refused
  const lost = doubt
    ? ` after an answer was lost ${timeWithDistance(new Date(doubt.at), now)} on host ${doubt.host}: ` +
      'if that host has a rescue folder, run `oauth-tokens refresh` there before anything else'
    : ''
  return `${id} is dead: its grant was refused for good (${code})${deadSince(known)}${lost}. Its owner must consent again: ${login(connection)}`
}

function deadSince({ lease, now }: Known): string {
  return lease.dead ? ` ${timeWithDistance(new Date(lease.dead.at), now)}` : ''
}

function login({ provider, account }: Connection): string {
  return `oauth-tokens login ${provider} --account ${account}`
}

/** A back-off is written in the store's time; people read their own. */
function nextAttempt({ lease, storeNow, now }: Known): string {
  const left = (lease.backoff?.until ?? storeNow) - storeNow
  if (left <= 0) return 'The next attempt is made as soon as a token is asked for.'
  return `No attempt is made until ${timeWithDistance(new Date(now + left), now)}.`
}

function tokenOf({ connection: { expiresAt }, now }: Known): string {
  if (!expiresAt) return 'Its token has no known end.'
  if (expiresAt.getTime() > now) return `Its token is valid, and expires ${relativeTime(expiresAt, now)}.`
  return 'Its token has expired, and is refreshed when it is next asked for.'
}
