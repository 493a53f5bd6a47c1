import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ReauthorizationRequiredError } from '../../src/index.ts'
import { fakeTimers, passingTime } from '../support/turns.ts'
import { expired, failure, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

it('I1: a refresh token that was refused is not sent again with a set that was saved after the refusal', async () => {
  const made = await expired({ refreshTokens: 'reusable' })
  const { manager, provider, clock, record, store } = made
  const other = manager()
  provider.after = async () => {
    provider.after = async () => {}
    // Whoever issued this answer stands still, and the grant is revoked meanwhile.
    clock.advance(31_000)
    provider.current = 'revoked'
    expect(await failure(passingTime(clock, other.getAccessToken(id), 50))).toBeInstanceOf(
      ReauthorizationRequiredError,
    )
  }
  const late = await passingTime(clock, manager().getAccessToken(id), 50)
  expect((await record()).facts.generation).toBe(2)
  expect(late).toBe((await record()).secrets.accessToken)
  const sent = provider.sent.length
  clock.advance(2 * 3_600_000)
  expect(await failure(passingTime(clock, manager().getAccessToken(id), 50))).toBeInstanceOf(
    ReauthorizationRequiredError,
  )
  expect(provider.sent).toHaveLength(sent)
  expect((await manager().connection(id)).status).toBe('reauthorization-required')
  expect((await store.read(id)).lease.dead).toMatchObject({ generation: 1 })
})
