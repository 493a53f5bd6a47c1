import { describe, expect, it } from 'vitest'
import { zalopayMiniAppError } from '../src/index.ts'

describe('an error of the mini app', () => {
  it.each([
    ['030501', 'User Canceled'],
    ['030502', 'Invalid Argument'],
    ['030503', 'System Error'],
    ['030504', 'Unauthenticated'],
    ['030505', 'Get permissions error'],
  ])('%s is explained in both languages', (code, name) => {
    const explained = zalopayMiniAppError(code)
    expect(explained).toMatchObject({ code, name, cancelled: code === '030501' })
    for (const { happened, todo } of [explained!.en, explained!.vi]) {
      expect([happened, todo]).toEqual([expect.stringMatching(/\w.*\.$/), expect.stringMatching(/\w.*\.$/)])
    }
    expect(explained!.vi.todo).not.toBe(explained!.en.todo)
  })

  it.each([
    ['a number, which has lost its zero', 30_504],
    ['an object with a code', { code: '030504' }],
    ['an object in an object', { error: { code: '030504', message: 'Unauthenticated' }, status: 'failure' }],
    ['the text of an Error', new Error('Failed with 030504')],
    ['JSON', '{"errorCode":"030504"}'],
  ])('is found in %s', (_, failure) => {
    expect(zalopayMiniAppError(failure)?.code).toBe('030504')
  })

  it.each([undefined, null, '', '030506', '1030501', '0305011', {}, { code: 5 }, new Error('offline')])(
    'is not seen in %s',
    (failure) => {
      expect(zalopayMiniAppError(failure)).toBe(undefined)
    },
  )

  it('is not looked for without end', () => {
    const ring: Record<string, unknown> = {}
    ring.self = ring
    expect(zalopayMiniAppError(ring)).toBe(undefined)
  })
})
