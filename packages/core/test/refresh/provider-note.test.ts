import { describe, expect, it } from 'vitest'
import type { Failure } from '../../src/refresh/backoff.ts'
import {
  cleared,
  heldBy,
  merged,
  needsProbe,
  noted,
  type ProviderNote,
  probing,
  readNote,
} from '../../src/refresh/provider-note.ts'

const longest = () => 1
const throttled: Failure = { reason: 'throttled', code: 'http_429' }
const refused: Failure = { reason: 'configuration', code: 'invalid_client', configuration: 'digest-1' }
const told = (failure: Failure, now: number, note: ProviderNote = {}) =>
  noted(note, failure, now, longest) ?? expect.fail('it says so already')
const ofOne = (fingerprint: string) => fingerprint === 'digest-1'
const ofTwo = (fingerprint: string) => fingerprint === 'digest-2'

describe('a failure of the whole client', () => {
  it('holds everybody back, longer each time, and as long as the provider asks', () => {
    const first = told(throttled, 0)
    expect(first.coolDown).toMatchObject({ failures: 1, since: 0, until: 1_000 })
    expect(told(throttled, 5_000, first).coolDown).toMatchObject({ failures: 2, until: 7_000 })
    expect(told({ ...throttled, retryAfter: 3_600 }, 0).coolDown?.until).toBe(3_600_000)
  })

  it('counts once, however many connections heard it in their requests that were under way', () => {
    const first = told(throttled, 0)
    expect(noted(first, throttled, 500, longest)).toBeUndefined()
    // A second more is no news.
    expect(noted(first, { ...throttled, retryAfter: 1.5 }, 500, longest)).toBeUndefined()
    const longer = told({ ...throttled, retryAfter: 60 }, 500, first)
    expect(longer.coolDown).toMatchObject({ failures: 1, since: 0, until: 60_500 })
  })

  it('is that of a configuration where the client was refused, and another one goes at once', () => {
    const note = told(refused, 0)
    expect(heldBy(note, ofOne, 500)).toMatchObject({ code: 'invalid_client' })
    expect(heldBy(note, ofTwo, 500)).toBeUndefined()
    expect(needsProbe(note, ofTwo)).toBe(false)
    // A second configuration that is refused begins at one.
    expect(told({ ...refused, configuration: 'digest-2' }, 500, note).refused).toMatchObject({
      failures: 1,
      configuration: 'digest-2',
    })
  })
})

describe('what has ended', () => {
  it('is tried by one, for whom the others wait no longer than a deadline', () => {
    const note = { ...told(throttled, 0), ...told(refused, 0) }
    expect(heldBy(note, ofOne, 1_000)).toBeUndefined()
    expect(needsProbe(note, ofOne)).toBe(true)
    const tried = probing(note, ofOne, 1_000, 30_000)
    expect([heldBy(tried, ofOne, 30_999), heldBy(tried, ofOne, 31_000)]).toEqual([tried.coolDown, undefined])
    // It goes on counting where it was.
    expect(told(throttled, 31_000, tried).coolDown).toMatchObject({ failures: 2 })
  })

  it('leaves what concerns another configuration as it is', () => {
    const note = { ...told(throttled, 0), ...told(refused, 0) }
    expect(probing(note, ofTwo, 1_000, 30_000).refused).toEqual(note.refused)
  })

  it('is cleared by a success, except what concerns another configuration', () => {
    const note = { ...told(throttled, 0), ...told(refused, 0) }
    expect(cleared(note, ofOne)).toEqual({})
    expect(cleared(note, ofTwo)).toEqual({ refused: note.refused })
  })
})

describe('a note', () => {
  it('is read back as it was written', () => {
    const note = { ...told(throttled, 0), ...told(refused, 0) }
    expect(readNote(JSON.stringify(note))).toEqual(note)
  })

  it.each([undefined, '', 'not JSON', 'null', '[]', '{"coolDown":{"until":"soon"}}', '{"coolDown":7}'])(
    'that says %j holds nobody back',
    (text) => {
      expect(readNote(text)).toEqual({})
    },
  )

  it('and what was heard besides hold as long as the longer of the two', () => {
    const short = told(throttled, 0)
    const long = told({ ...throttled, retryAfter: 60 }, 0)
    expect(merged(short, long)).toEqual(long)
    expect(merged(long, short)).toEqual(long)
    expect(merged(long, told(refused, 0))).toEqual({ ...long, ...told(refused, 0) })
  })
})
