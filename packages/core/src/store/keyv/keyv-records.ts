import type { Keyv } from 'keyv'
import { StoreUnavailableError } from '../../errors.ts'
import { joined, type Phrase, phrase } from '../../phrase.ts'

/** Reads and writes records of a Keyv that throws on errors, and believes it nothing. */
export class KeyvRecords {
  readonly #keyv: Keyv

  constructor(keyv: Keyv) {
    this.#keyv = keyv
  }

  /** Undefined only when the backing store said so. */
  async read(key: string): Promise<unknown> {
    let stored: unknown
    try {
      stored = await this.#keyv.get(key)
    } catch (error) {
      if (error instanceof SyntaxError) throw damaged(key)
      throw error
    }
    if (stored === undefined || stored === null) return undefined
    return opened(key, stored)
  }

  /** `lifetime` in milliseconds. */
  async write(key: string, value: unknown, lifetime = 0): Promise<void> {
    // 0 is Keyv's "no TTL", even where the instance has one: a refresh token must not be dropped with a cache.
    const done = await this.#keyv.set(key, JSON.stringify({ key, value }), lifetime)
    if (done !== true) throw unexplained(phrase`The Keyv store did not write ${key}, and did not say why.`)
  }

  /** Answers whether it was this call that removed it. */
  async remove(key: string): Promise<boolean> {
    if (await this.#keyv.delete(key)) return true
    // False may mean "was not there", or "could not".
    if ((await this.read(key)) !== undefined)
      throw unexplained(phrase`The Keyv store did not remove ${key}, and did not say why.`)
    return false
  }
}

/** Names the record inside it, because some backing stores take two keys for one (MySQL: `a` and `A`). */
function opened(key: string, stored: unknown): unknown {
  try {
    const record: unknown = JSON.parse(stored as string)
    if (typeof record === 'object' && record !== null && 'value' in record) {
      if ((record as { key?: unknown }).key === key) return record.value
    }
  } catch {
    // Falls to the error below.
  }
  throw damaged(key)
}

export function damaged(key: string): StoreUnavailableError {
  return new StoreUnavailableError(
    phrase`The record ${key} in the Keyv store is not what was written there. Is the store shared with another program? Restore it, or remove that key.`,
    { code: 'corrupt_record' },
  )
}

function unexplained(seen: Phrase): StoreUnavailableError {
  return new StoreUnavailableError(joined([seen, phrase`Check its backing store.`]))
}
