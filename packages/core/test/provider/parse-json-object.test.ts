import { describe, expect, it } from 'vitest'
import { parseJsonObject } from '../../src/provider/parse-json-object.ts'

describe('a JSON body', () => {
  it('keeps every digit of whole numbers that a number cannot hold', () => {
    expect(
      parseJsonObject('{"id":4318657068771012647,"list":[-9007199254740993, 12345678901234567890]}'),
    ).toEqual({
      id: '4318657068771012647',
      list: ['-9007199254740993', '12345678901234567890'],
    })
  })

  it('leaves other numbers and digits inside strings as they are', () => {
    const text =
      '{"a":9007199254740991,"b":1.12345678901234567890,"c":"say \\"1234567890123456789\\"","d":1e-1234567890123456,"e":12345678901234567890e1}'
    expect(parseJsonObject(text)).toEqual(JSON.parse(text))
  })

  it.each(['', ' ', 'null', '[]', '"text"', '42', '{"a":', '<html>', '{12345678901234567890:1}'])(
    'is nothing when it is %j',
    (text) => {
      expect(parseJsonObject(text)).toBe(undefined)
    },
  )

  it('keeps a key named __proto__ a key', () => {
    const value = parseJsonObject('{"__proto__":{"polluted":true}}')
    expect(Object.hasOwn(value ?? {}, '__proto__')).toBe(true)
    expect(({} as Record<string, unknown>).polluted).toBe(undefined)
  })

  it('is read quickly when it is a megabyte of quotes or digits', () => {
    for (const text of [`{"a":"${'\\"'.repeat(500_000)}"}`, `{"a":${'1'.repeat(1_000_000)}}`]) {
      const start = performance.now()
      parseJsonObject(text)
      expect(performance.now() - start).toBeLessThan(2000)
    }
  })
})
