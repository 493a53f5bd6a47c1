import { describe, expect, it } from 'vitest'
import { type Check, type Expectation, plainRunner, providerContract } from '../../src/testing/index.ts'
import { acme } from '../provider/acme.ts'

/** What a suite without a test runner comes to. */
async function checksOf(suite: (functions: ReturnType<typeof plainRunner>['functions']) => void) {
  const runner = plainRunner()
  suite(runner.functions)
  const checks: Check[] = []
  for await (const check of runner.run()) checks.push(check)
  return checks
}

/** The one failure of an expectation, as whoever runs the suite reads it; undefined when it holds. */
async function said(expectation: (expect: (value: unknown, message?: string) => Expectation) => void) {
  const [check] = await checksOf(({ describe, it, expect }) =>
    describe('outermost', () => void it('holds', async () => expectation(expect))),
  )
  return check?.detail
}

it('runs each test, in order, under the titles of its groups, and goes on after a failure', async () => {
  const checks = await checksOf(({ describe, it }) =>
    describe('acme', () => {
      it('first', async () => {})
      describe('a login', () => {
        it('fails', () => Promise.reject(new Error('no code')))
        it('fails strangely', () => Promise.reject('text'))
      })
      it('last', async () => {})
    }),
  )
  expect(checks).toEqual([
    { title: 'first', ok: true },
    { title: 'a login: fails', ok: false, detail: 'no code' },
    { title: 'a login: fails strangely', ok: false, detail: 'text' },
    { title: 'last', ok: true },
  ])
})

describe('an expectation', () => {
  const many = { list: ['a', 'b'], inner: { number: 1 }, none: undefined }

  it.each<[string, (it: Expectation) => void, unknown]>([
    ['toBe', (it) => it.toBe(Number.NaN), Number.NaN],
    ['toEqual', (it) => it.toEqual({ a: [1] }), { a: [1] }],
    ['toMatch', (it) => it.toMatch(/^b/), 'b1'],
    ['toMatchObject', (it) => it.toMatchObject({ inner: { number: 1 }, list: ['a', 'b'] }), many],
    ['toContain in a text', (it) => it.toContain('b'), 'abc'],
    ['toContain in a list', (it) => it.toContain('b'), ['a', 'b']],
    [
      'toThrow',
      (it) => it.toThrow(/^Error: no$/),
      () => {
        throw new Error('no')
      },
    ],
    ['not.toContain', (it) => it.not.toContain('d'), 'abc'],
  ])('of %s holds where it is right', async (_, holds, value) => {
    expect(await said((expect) => holds(expect(value)))).toBeUndefined()
  })

  it.each<[string, (it: Expectation) => void, unknown]>([
    ['expected 1; it is 2', (it) => it.toBe(1), 2],
    ["expected { a: 1 }; it is { a: '1' }", (it) => it.toEqual({ a: 1 }), { a: '1' }],
    ["expected something like /^b/; it is 'a'", (it) => it.toMatch(/^b/), 'a'],
    ["expected 'd' in it; it is 'abc'", (it) => it.toContain('d'), 'abc'],
    ["expected 'd' in it; it is [ 'a' ]", (it) => it.toContain('d'), ['a']],
    ["expected 'd' in it; it is undefined", (it) => it.toContain('d'), undefined],
    ["expected no 'a' in it; it is 'abc'", (it) => it.not.toContain('a'), 'abc'],
  ])('that does not hold says: %s', async (text, holds, value) => {
    expect(await said((expect) => holds(expect(value)))).toBe(text)
  })

  it.each([
    [{ gone: 1 }],
    [{ missing: undefined }],
    [{ inner: { number: 2 } }],
    [{ inner: null }],
    [{ inner: { number: { deeper: 1 } } }],
    [{ list: ['a'] }],
    [{ inner: [1] }],
    [{ none: {} }],
  ])('of an object wants all of %j there', async (part) => {
    expect(await said((expect) => expect(many).toMatchObject(part))).toMatch(/^expected at least /)
  })

  it('of an error wants one', async () => {
    expect(await said((expect) => expect(() => 1).toThrow(/no/))).toMatch(/^expected an error like \/no\//)
  })

  it('says what it is about, and no more than fits', async () => {
    const text = await said((expect) => expect('x'.repeat(5_000), 'the body').toBe('y'))
    expect(text).toMatch(/^the body: expected 'y'; it is 'x+…$/)
    expect(text?.length).toBeLessThan(400)
  })
})

describe('the contract of an adapter', () => {
  const good = {
    title: 'a good answer',
    answer: { body: { access_token: 'acme-access', refresh_token: 'acme-refresh', expires_in: 3600 } },
    outcome: { kind: 'issued', grant: { accessToken: 'acme-access', expiresIn: 3600 } },
  } as const
  const wrong = {
    ...good,
    title: 'half an hour',
    outcome: { kind: 'issued', grant: { accessToken: 'acme-access', expiresIn: 1800 } },
  } as const

  it('names what an adapter does otherwise than was recorded, and nothing else', async () => {
    const recordings = { exchange: [good], refresh: [good, wrong] }
    const checks = await checksOf((functions) =>
      providerContract('acme', { adapter: acme, recordings }, functions),
    )
    const failed = checks.filter(({ ok }) => !ok)
    expect(checks.length).toBeGreaterThan(10)
    expect(failed.map(({ title }) => title)).toEqual([expect.stringContaining('half an hour')])
    expect(failed[0]?.detail).toContain('expiresIn: 1800')
  })
})
