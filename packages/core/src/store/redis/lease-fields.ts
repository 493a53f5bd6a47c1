import { StoreUnavailableError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'
import type { Row } from '../engine.ts'
import { isLease } from '../is-lease.ts'
import { freeLease, type Lease } from '../lease.ts'

/** The fields of a connection's hash. */
class Fields {
  tokens: string | undefined
  state: string | undefined
  fence: string | undefined
  since: string | undefined
  until: string | undefined
  holder: string | undefined
  spending: string | undefined
  doubt: string | undefined
  dead: string | undefined
  backoff: string | undefined
  spends: string | undefined
  spent: string | undefined
}

/**
 * The hash of a connection, as [field, value, field, value, …], becomes what the port speaks of. Facts are JSON that
 * the scripts hardly look into, so that what a newer version added to them survives.
 */
export function rowOf(flat: readonly string[], connection: string): Row {
  if (flat.length === 0) return { lease: freeLease }
  const fields = new Fields()
  for (let index = 0; index < flat.length; index += 2) {
    const name = flat[index] as string
    // A newer version may have written others.
    if (name in fields) fields[name as keyof Fields] = String(flat[index + 1])
  }
  const lease = leaseOf(fields, connection)
  return fields.tokens === undefined ? { lease } : { tokens: fields.tokens, lease }
}

/** The tokens alone of such a hash. */
export function tokensOf(flat: readonly string[]): string | undefined {
  for (let index = 0; index < flat.length; index += 2) if (flat[index] === 'tokens') return flat[index + 1]
  return undefined
}

function leaseOf(fields: Fields, connection: string): Lease {
  try {
    const { state, fence, since, until, spends, spent = '' } = fields
    const lease: Record<string, unknown> = parsed(fields.holder) ?? {}
    lease['state'] = state
    lease['fence'] = numeric(fence)
    if (since !== undefined) lease['since'] = numeric(since)
    if (until !== undefined) lease['until'] = numeric(until)
    for (const fact of ['spending', 'doubt', 'dead', 'backoff'] as const) {
      const value = fields[fact]
      if (value !== undefined) lease[fact] = parsed(value)
    }
    if (spends !== undefined) lease['spends'] = { ...parsed(spends), at: words(spent).map(numeric) }
    if (isLease(lease) && (lease.state !== 'spending' || lease.spending)) return lease
  } catch {
    // Falls to the error below.
  }
  throw damagedRecord(connection)
}

function parsed(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) throw new TypeError()
  return value as Record<string, unknown>
}

function numeric(text: string | undefined): number {
  if (!text || !Number.isFinite(Number(text))) throw new TypeError()
  return Number(text)
}

function words(text: string): string[] {
  return text.split(' ').filter(Boolean)
}

export function damagedRecord(connection: string): StoreUnavailableError {
  return new StoreUnavailableError(
    phrase`The Redis record of ${connection} is damaged: expected a hash with state and fence. Is its key used by another program? Restore it from a backup, or run \`oauth-tokens forget ${connection}\` and log in again.`,
    { code: 'corrupt_record', connection },
  )
}
