import type { Patch } from './sabotage.ts'

/** What each promise hangs on, taken out. */
export const sabotages = {
  /** Everybody gets the lease, as if each holder were dead. */
  noLease: {
    file: 'store/engine-store.js',
    from: 'lease.acquired(row.lease, by, duration, now, gone)',
    to: 'lease.acquired(row.lease, by, duration, now, () => true)',
  },
  /** A save replaces whatever it meets. */
  noCompareAndSet: {
    file: 'store/engine-store.js',
    from: 'if (row.tokens !== previous)',
    to: 'if (false)',
  },
  /** The refresh token leaves with nothing on record. */
  noIntent: {
    file: 'store/engine-store.js',
    from: 'row.tokens === previous && lease.spending(row.lease, fence, intent, duration, now)',
    to: 'row.tokens === previous && row.lease',
  },
  /** One line of the log says a new access token. */
  loggedToken: {
    file: 'refresh/redeem.js',
    from: `context.trace('answered', connection);`,
    to: `context.trace('answered', connection);
    if (outcome.kind === 'issued') context.emit({ type: 'degraded', connection, generation, cause: { name: 'Leak', code: outcome.grant.accessToken } });`,
  },
} satisfies Record<string, Patch>
