import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { retryAfter } from '../../src/provider/retry-after.ts'

const clock = { ...systemClock, now: () => Date.parse('Sat, 21 Nov 2026 10:00:00 GMT') }
const read = (headers: Record<string, string>) => retryAfter(new Headers(headers), clock)

describe('Retry-After', () => {
  it('is a number of seconds', () => {
    expect(read({ 'retry-after': '120' })).toBe(120)
    expect(read({ 'retry-after': '1.2' })).toBe(2)
  })

  it('is a date, measured by our clock when the server does not tell its own', () => {
    expect(read({ 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT' })).toBe(30)
  })

  it('is a date, measured by the clock of the server', () => {
    const date = 'Sat, 21 Nov 2026 12:00:00 GMT'
    expect(read({ 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT', date })).toBe(30)
  })

  it('is now when its date is past', () => {
    expect(read({ 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT' })).toBe(0)
  })

  it('is never longer than a day', () => {
    expect(read({ 'retry-after': '99999999999' })).toBe(86_400)
  })

  it.each(['', 'soon', '-5', 'NaN', 'Infinity', '2026-11-21', 'Xyz, nonsense'])(
    'is ignored when it is %j',
    (value) => {
      expect(read({ 'retry-after': value })).toBe(undefined)
    },
  )
})
