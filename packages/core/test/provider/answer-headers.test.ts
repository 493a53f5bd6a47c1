import { describe, expect, it } from 'vitest'
import { ReceivedHeaders, standardHeaders } from '../../src/provider/answer-headers.ts'

const raw = ['Date', 'Sun, 22 Nov 2026 04:00:00 GMT', 'Retry-After', ' 5 ', 'retry-after', '7', 'X-Empty', '']

describe('received headers', () => {
  it('are found in any case, trimmed and joined, as a Headers of them would', () => {
    const [received, standard] = [new ReceivedHeaders(raw), new Headers()]
    for (const [name, value] of received) standard.append(name, value)
    for (const name of ['date', 'DATE', 'Retry-After', 'x-empty', 'set-cookie'])
      expect(received.get(name)).toBe(standard.get(name))
    expect(received.get('retry-after')).toBe('5, 7')
  })

  it('lose only what the standard forbids when they become a Headers', () => {
    const headers = standardHeaders(new ReceivedHeaders(['bad name', 'a', ...raw]))
    expect([...headers.keys()]).toEqual(['date', 'retry-after', 'x-empty'])
  })
})
