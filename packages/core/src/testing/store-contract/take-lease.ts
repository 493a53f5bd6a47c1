import assert from 'node:assert/strict'
import type { Holder } from '../../store/lease.ts'
import type { TokenStore } from '../../store/token-store.ts'
import { ann, connection, long } from './samples.ts'

/** Takes the lease, which must be free, and answers its fence. */
export async function takeLease(store: TokenStore, holder: Holder = ann, duration = long): Promise<number> {
  const { fence } = await store.acquire(connection, holder, duration)
  assert.ok(fence !== undefined, `${holder.owner} should get the lease`)
  return fence
}
