import { expect, it } from 'vitest'
import { hotTokens } from '../src/hot-tokens.ts'
import type { TokenRecord } from '../src/tokens/token-record.ts'

const record = (accessToken: string, expiresAt = 1_000) =>
  ({
    facts: { lineage: 'l', generation: 1, issuedAt: 0, expiresAt },
    secrets: { accessToken },
  }) as unknown as TokenRecord

it('hands out a token until it is due, and knows its record after that', () => {
  const hot = hotTokens(2)
  hot.set('a', record('token-a'), 100, { unsaved: false })
  expect(hot.fresh('a', 899)).toBe('token-a')
  expect(hot.fresh('a', 900)).toBeUndefined()
  expect(hot.get('a')?.record.secrets.accessToken).toBe('token-a')
  expect(hot.fresh('b', 0)).toBeUndefined()
})

it('replaces, removes, and gives the place to another', () => {
  const hot = hotTokens(2)
  hot.set('a', record('old'), 0, { unsaved: false })
  hot.set('a', record('new'), 0, { unsaved: true })
  expect(hot.fresh('a', 0)).toBe('new')
  expect(hot.get('a')).toMatchObject({ unsaved: true })
  hot.delete('a')
  hot.delete('a')
  expect(hot.fresh('a', 0)).toBeUndefined()
  expect(hot.get('a')).toBeUndefined()
  hot.set('b', record('token-b'), 0, { unsaved: false })
  expect([hot.fresh('a', 0), hot.fresh('b', 0)]).toEqual([undefined, 'token-b'])
})

it('keeps as many as it may, and lets go of what was refreshed longest ago', () => {
  const hot = hotTokens(2)
  for (const name of ['a', 'b', 'a', 'c', 'd']) hot.set(name, record(`token-${name}`), 0, { unsaved: false })
  expect(['a', 'b', 'c', 'd'].map((name) => hot.fresh(name, 0))).toEqual([
    undefined,
    undefined,
    'token-c',
    'token-d',
  ])
})

it('never calls an empty token fresh', () => {
  const hot = hotTokens(2)
  hot.set('a', record(''), 0, { unsaved: false })
  expect(hot.fresh('a', 0)).toBeUndefined()
})

it('keeps a suspect token for those who get no other, and calls it fresh no more', () => {
  const hot = hotTokens(2)
  hot.set('a', record('token-a'), 0, { unsaved: false })
  hot.suspect('a')
  hot.suspect('unknown')
  expect(hot.fresh('a', 0)).toBeUndefined()
  expect(hot.get('a')).toMatchObject({ freshUntil: 0, record: { secrets: { accessToken: 'token-a' } } })
})

it('knows a set again, until another one takes its place', () => {
  const hot = hotTokens(2)
  hot.set('a', record('token-a'), 0, { unsaved: false, mark: 'abcdefghijkl' })
  const seen = hot.get('a')
  if (!seen) throw new Error('expected a token')
  expect(hot.mark('a')).toBe('abcdefghijkl')
  hot.suspect('a')
  expect(hot.holds('a', seen)).toBe(true)
  hot.set('a', record('token-b'), 0, { unsaved: false })
  expect([hot.holds('a', seen), hot.mark('a')]).toEqual([false, undefined])
  hot.delete('a')
  expect([hot.holds('a', seen), hot.mark('a')]).toEqual([false, undefined])
})

it('gives out copies: what a caller does to one reaches no other', () => {
  const hot = hotTokens(2)
  hot.set('a', record('token-a'), 0, { unsaved: false })
  const seen = hot.get('a')
  if (seen) seen.record.facts.generation = 7
  expect(hot.get('a')?.record.facts.generation).toBe(1)
})

it('suspects all at once', () => {
  const hot = hotTokens(2)
  for (const name of ['a', 'b']) hot.set(name, record(`token-${name}`), 0, { unsaved: false })
  hot.suspectAll()
  expect(['a', 'b'].map((name) => hot.fresh(name, 0))).toEqual([undefined, undefined])
  expect(hot.get('b')?.record.secrets.accessToken).toBe('token-b')
})
