import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { failingStore } from './support/tampered.ts'
import { fakeTimers, pass, passingTime, turns } from './support/turns.ts'
import { expired, failure, id } from './support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const throwing = () => {
  throw new TypeError('a fault of the user')
}
const noted = (warn: (line: string) => void) => ({ debug() {}, info() {}, warn, error() {} })

describe('what the user gave, and throws', () => {
  it('a listener that rejects is said in the log, and does not end the process', async () => {
    const warn = vi.fn()
    const { tokens } = await expired({}, { logger: noted(warn) })
    tokens.on('refreshed', async () => throwing())
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    await turns()
    expect(warn).toHaveBeenCalledWith('A listener of "refreshed" threw TypeError.')
  })

  it('I7: a reauthorizationLink that fails changes nothing of what is told of a dead connection', async () => {
    const warn = vi.fn()
    const { tokens, provider, events } = await expired(
      {},
      { logger: noted(warn), reauthorizationLink: throwing },
    )
    provider.current = 'revoked'
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ code: 'invalid_grant' })
    expect(events.at(-1)).toMatchObject({ type: 'reauthorization-required', connection: id })
    expect(warn).toHaveBeenCalledWith('The option reauthorizationLink threw TypeError.')
  })

  it('I2: a trace that fails when the answer has come does not cost the answer', async () => {
    const { tokens, record } = await expired({}, { trace: throwing })
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
  })

  it('I2: a logger that fails does not end the saving of what neither store nor rescue folder took', async () => {
    const broken = { debug: throwing, info: throwing, warn: throwing, error: throwing }
    const { manager, store, rescue, clock, record } = await expired()
    const faulty = failingStore(store)
    faulty.fail('save', 'before', 3)
    rescue.full = true
    const tokens = manager({ store: faulty.store, logger: broken })
    expect(await passingTime(clock, tokens.getTokenSet(id))).toMatchObject({ unsaved: true })
    await pass(clock, 30_000, 100)
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
    await tokens.close()
  })
})
