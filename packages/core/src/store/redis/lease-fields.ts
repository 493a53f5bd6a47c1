import { StoreUnavailableError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'
import type { Row } from '../engine.ts'
import { isLease } from '../is-lease.ts'
import { freeLease, type Lease } from '../lease.ts'

/**
 * The hash of a connection, as [field, value, field, value, …], becomes what the port speaks of. Facts are JSON that
 * the scripts hardly look into, so that what a newer version added to them survives.
 */
export function rowOf(flat: readonly string[], connection: string): Row {
  if (flat.length === 0) return { lease: freeLease }
  const fields = new Map<string, string>()
  for (let index = 0; index < flat.length; index += 2)
    fields.set(String(flat[index]), String(flat[index + 1]))
  const tokens = fields.get('tokens')
  return { ...(tokens !== undefined && { tokens }), lease: leaseOf(fields, connection) }
}

function leaseOf(fields: Map<string, string>, connection: string): Lease {
  try {
    const lease: Record<string, unknown> = {
      ...parsed(fields.get('holder')),
      state: fields.get('state'),
      fence: numeric(fields.get('fence')),
    }
    for (const time of ['since', 'until']) {
      const text = fields.get(time)
      if (text !== undefined) lease[time] = numeric(text)
    }
    for (const fact of ['spending', 'doubt', 'dead', 'backoff']) {
      const value = parsed(fields.get(fact))
      if (value) lease[fact] = value
    }
    const spends = parsed(fields.get('spends'))
    if (spends) lease['spends'] = { ...spends, at: words(fields.get('spent') ?? '').map(numeric) }
    if (isLease(lease) && (lease.state !== 'spending' || lease.spending)) return lease
  } catch {
    // Falls to the error below.
  }
  throw damagedRecord(connection)
}

function parsed(text: string | undefined): object | undefined {
  if (text === undefined) return undefined
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) throw new TypeError()
  return value
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
    phrase`The Redis record of ${connection} is damaged: expected a hash with state and fence. Is its key used by another program? Restore it from a backup.`,
    { code: 'corrupt_record', connection },
  )
}
