import type { Holder, Intent } from '../../store/lease.ts'

export const connection = 'zalo-oa:579745863508352884'
export const ann: Holder = { owner: 'ann', host: 'host-a' }
export const bob: Holder = { owner: 'bob', host: 'host-b' }

/** Longer than any test takes, and short enough to wait for. */
export const long = 60_000
export const short = 60

export const intent: Intent = { lineage: 'lineage-1', generation: 7, singleUse: true, at: 1_750_000_000_000 }
export const doubt = { lineage: 'lineage-1', generation: 7, at: 1_750_000_000_000, host: 'host-a' }
export const dead = { lineage: 'lineage-1', generation: 7, at: 1_750_000_000_001, code: 'invalid_grant' }
export const backoff = { failures: 2, since: 10, until: 20, reason: 'transient', code: 'timeout' } as const

export function repeat<Answer>(times: number, action: (index: number) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => action(index)))
}
