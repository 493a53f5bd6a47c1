import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type OAuthTokensError, StoreUnavailableError } from '../../src/index.ts'
import { insistently } from '../../src/refresh/insistently.ts'
import { fakeTimers } from '../support/turns.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

/** How often a step that always fails like this is tried. */
async function tries(error: Error): Promise<number> {
  const step = vi.fn(() => Promise.reject(error))
  const ended = expect(insistently(step)).rejects.toBe(error)
  await vi.runAllTimersAsync()
  await ended
  return step.mock.calls.length
}

describe('a step that must not be lost', () => {
  it('is tried three times where the store may come back', async () => {
    expect(await tries(new StoreUnavailableError('away', { code: 'store_timeout' }))).toBe(3)
  })

  it('is tried once where no repetition helps', async () => {
    const damaged: OAuthTokensError = new StoreUnavailableError('damaged', { code: 'corrupt_record' })
    expect(damaged.retryable).toBe(false)
    expect(await tries(damaged)).toBe(1)
    expect(await tries(Object.assign(new Error('of somebody else'), { retryable: true }))).toBe(1)
  })
})
