import type { Lease } from './lease.ts'

/** Whether what came out of a store can be a lease: a damaged one must never pass for a free one. */
export function isLease(value: unknown): value is Lease {
  if (typeof value !== 'object' || value === null) return false
  const { state, fence, until } = value as Partial<Lease>
  if (!Number.isSafeInteger(fence)) return false
  if (state === 'free') return true
  return (state === 'held' || state === 'spending') && typeof until === 'number'
}
