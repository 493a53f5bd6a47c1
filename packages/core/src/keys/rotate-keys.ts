import { checkConcurrency } from '../check-concurrency.ts'
import { errorName } from '../error-name.ts'
import { OAuthTokensError, StoreUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { Context } from '../refresh/context.ts'
import { eachOf } from './each-of.ts'
import { sealerOf } from './keys-in-use.ts'
import { reseal } from './reseal.ts'

export interface RotationOptions {
  /** How many connections are worked on at once. @default 16 */
  concurrency?: number
  /** Takes no further connection; what is in work is finished, then `rotateKeys` throws the signal's reason. */
  signal?: AbortSignal
  /** Told after each connection. */
  onProgress?: (soFar: Readonly<KeyRotation>) => void
}

export interface KeyRotation {
  /** Id of the first key, with which everything is sealed now, save what failed. */
  key: string
  /** Connections that were sealed anew. */
  reencrypted: number
  /** Connections that were sealed with the first key already; they were not decrypted. */
  already: number
  /** Token sets of this machine's rescue folder that were sealed anew. */
  rescued: number
  /** Connections that stay under their old key, with the reason. */
  failed: { connection: string; error: OAuthTokensError }[]
}

/**
 * Seals everything with the first key of the ring, under the lease of each connection like every writer. Nothing else
 * changes: not the generation, not what the lease knows. Whatever stops it, the next run goes on where it ended.
 * Logins in progress keep their key for the ten minutes that they live.
 *
 * @throws StoreUnavailableError when the connections cannot be listed
 */
export async function rotateKeys(context: Context, options: RotationOptions = {}): Promise<KeyRotation> {
  const { concurrency = 16, signal, onProgress } = options
  const hands = checkConcurrency(concurrency)
  const { store, closing, rescue } = context
  const cipher = await context.cipher()
  const key = cipher.keyIds[0] ?? ''
  const result: KeyRotation = { key, reencrypted: 0, already: 0, rescued: 0, failed: [] }
  const outdated = (tokens: string) => ![key, undefined].includes(sealerOf(tokens, cipher))
  const inRescue = new Set(
    (await rescue.all()).filter(({ tokens }) => isOutdated(tokens)).map(({ connection }) => connection),
  )
  const work = async (connection: string) => {
    signal?.throwIfAborted()
    closing.throwIfAborted()
    try {
      const resealed = await reseal(context, connection, outdated)
      if (resealed.record) result.reencrypted += 1
      result.rescued += resealed.rescued
    } catch (error) {
      result.failed.push({ connection, error: ours(error, connection) })
    }
    onProgress?.(result)
  }

  await eachOf(store.list(), hands, async ({ id, tokens }) => {
    if (inRescue.delete(id) || isOutdated(tokens)) await work(id)
    else if (sealerOf(tokens, cipher) === key) result.already += 1
  })
  for (const connection of inRescue) await work(connection)
  signal?.throwIfAborted()
  return result

  /** A record that cannot be read is one to report, not one to stop at. */
  function isOutdated(tokens: string): boolean {
    try {
      return outdated(tokens)
    } catch {
      return true
    }
  }
}

function ours(error: unknown, connection: string): OAuthTokensError {
  if (error instanceof OAuthTokensError) return error
  const name = errorName(error)
  return new StoreUnavailableError(phrase`${connection} could not be sealed anew: an unexpected ${name}.`, {
    connection,
    code: 'unexpected',
    cause: { name },
  })
}
