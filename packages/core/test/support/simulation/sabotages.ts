import { freeLease } from '../../../src/store/lease.ts'
import type { Acquisition, StoredConnection, TokenStore } from '../../../src/store/token-store.ts'
import type { Sabotage } from './machine.ts'
import type { Storm } from './storm.ts'

const onStore =
  (sabotaged: (store: TokenStore) => Partial<TokenStore>): Sabotage =>
  ({ store, ...others }) => ({ ...others, store: { ...store, ...sabotaged(store) } })

/** Leaves out what is known of a lost answer. */
function certain<Seen extends StoredConnection>(seen: Seen): Seen {
  const { doubt: _lost, ...lease } = seen.lease
  return { ...seen, lease }
}

/** A store that gives, with the lease, what the process had seen before it. */
function unreadUnderLease(store: TokenStore): Partial<TokenStore> {
  let seen: StoredConnection | undefined
  return {
    async read(connection) {
      seen = await store.read(connection)
      return seen
    },
    async acquire(connection, holder, duration): Promise<Acquisition> {
      const answer = await store.acquire(connection, holder, duration)
      return answer.fence === undefined || !seen ? answer : { ...seen, fence: answer.fence }
    },
  }
}

/** What the holder of a lease reads again is what it had: so a refusal is of what is stored, always. */
function unreadAfterRefusal(store: TokenStore): Partial<TokenStore> {
  let spent: string | undefined
  return {
    async spend(connection, fence, previous, intent, duration) {
      const recorded = await store.spend(connection, fence, previous, intent, duration)
      if (recorded) spent = previous
      return recorded
    },
    async read(connection) {
      const row = await store.read(connection)
      return spent === undefined ? row : { ...row, tokens: spent }
    },
    async release(connection, fence, note) {
      spent = undefined
      return store.release(connection, fence, note)
    },
  }
}

/** What each promise hangs on, taken out; and what is then seen. */
export const sabotages: {
  title: string
  sabotage: Sabotage
  complaint: RegExp
  /** What must happen for it to matter, where that is rare. */
  weather?: Partial<Storm>
}[] = [
  {
    title: 'gives the lease to everybody',
    sabotage: onStore((store) => ({
      async acquire(connection) {
        const row = await store.read(connection)
        return { ...row, fence: row.lease.fence + 1 }
      },
      extend: async () => true,
      spend: async () => true,
      withdraw: async () => true,
      release: async () => true,
    })),
    complaint: /^I1: .* in flight twice/,
  },
  {
    title: 'saves without comparing',
    sabotage: onStore((store) => ({
      async save(connection, _previous, next, closing) {
        const { tokens } = await store.read(connection)
        return store.save(connection, tokens, next, closing)
      },
    })),
    complaint: /^I3: /,
  },
  {
    title: 'does not read again under the lease',
    sabotage: onStore(unreadUnderLease),
    complaint: /^I1: .* sent again/,
  },
  {
    title: 'records no intent',
    sabotage: onStore(() => ({ spend: async () => true })),
    complaint: /^I1: |not named/,
  },
  {
    title: 'takes a lost answer for none',
    sabotage: onStore((store) => ({
      read: async (connection) => certain(await store.read(connection)),
      acquire: async (...args) => certain(await store.acquire(...args)),
    })),
    complaint: /^I7: the lost answer is not named/,
  },
  {
    title: 'believes a refusal without reading again',
    sabotage: onStore(unreadAfterRefusal),
    complaint: /^I7: consent was asked for while the refresh token works/,
    weather: {
      kind: { refreshTokens: 'single-use', newAccessTokenRevokesOld: true },
      warm: false,
      callers: [0, 1].map((process) => ({ process, after: 0, wish: 'plain' })),
      provider: [],
      store: [],
      crashes: [],
      stops: [{ process: 0, step: 'sending <', duration: 40_000 }],
    },
  },
  {
    title: 'keeps nothing in the rescue folder',
    sabotage: ({ rescue, ...others }) => ({
      ...others,
      rescue: { ...rescue, find: rescue.find.bind(rescue), keep: async () => {} },
    }),
    complaint: /^I2: a token set was handed out as saved that no durable slot has/,
  },
  {
    title: 'takes a store that is away for an empty one',
    sabotage: onStore((store) => {
      let reads = 0
      const nothing = async () => ({ lease: freeLease, now: 0 })
      return { read: (connection) => (++reads % 3 === 1 ? nothing() : store.read(connection)) }
    }),
    complaint: /^I6: /,
  },
  {
    title: 'forgets without a trace',
    sabotage: onStore((store) => ({
      async save(connection, previous, next, closing) {
        const { tokens } = await store.read(connection)
        const forgotten = tokens?.includes('"tombstone"') && previous !== tokens
        return store.save(connection, forgotten ? tokens : previous, next, closing)
      },
    })),
    complaint: /^I3: a lineage that was replaced or forgotten came back/,
  },
]
