import { expect, it } from 'vitest'
import { sleep, systemClock } from '../src/clock.ts'
import { statusOf } from '../src/connection/connection.ts'
import { connectionId } from '../src/connection/connection-id.ts'
import { freeLease } from '../src/store/lease.ts'
import { hour, noon, tokenRecord } from './support/records.ts'
import { id, loggedIn } from './support/world.ts'

it('a connection without a refresh token is active until its access token ends, and then needs its owner', () => {
  const { facts } = tokenRecord({ refreshable: false })
  expect(statusOf(facts, freeLease, noon, noon + hour - 1)).toBe('active')
  expect(statusOf(facts, freeLease, noon, noon + hour)).toBe('reauthorization-required')
  const { expiresAt: _, ...endless } = facts
  expect(statusOf(endless, freeLease, noon, noon + 1000 * hour)).toBe('active')
})

it.each(['', 'Acme', '1acme', 'acme_shop', 'acme\u0000'])('%j is no id of a provider', (provider) => {
  expect(() => connectionId(provider, 'shop')).toThrow(/is not a provider id: expected a lower-case letter/)
})

it('nothing is told of what happened to a connection whose history is gone', async () => {
  const { tokens, store } = await loggedIn()
  expect(await tokens.history(id)).toHaveLength(1)
  await store.writeHistory(id, undefined)
  expect(await tokens.history(id)).toEqual([])
})

it('a wait that was given up before it began ends at once, with the reason', async () => {
  const reason = new Error('closed')
  await expect(sleep(systemClock, 60_000, AbortSignal.abort(reason))).rejects.toBe(reason)
})
