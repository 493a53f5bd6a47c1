import { describe, expect, it } from 'vitest'
import { foreignText } from '../../src/provider/foreign-text.ts'
import { createRedact } from '../../src/provider/redact.ts'

const secret = 'p@ss/word+ ümlaut"='
const redact = createRedact([secret, undefined, 'abc'])
const form = new URLSearchParams({ a: secret }).toString().slice(2)
const shown = (text: string) => foreignText(text, redact)

describe('text of a server', () => {
  it.each([
    ['plain', secret],
    ['percent-encoded', encodeURIComponent(secret)],
    [
      'percent-encoded in small letters',
      encodeURIComponent(secret).replace(/%../g, (part) => part.toLowerCase()),
    ],
    ['form-encoded', form],
    ['inside JSON', JSON.stringify({ a: secret })],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64url', Buffer.from(secret).toString('base64url')],
    ['as HTTP Basic has it', Buffer.from(`id:${form}`).toString('base64')],
    ['base64 after one byte', Buffer.from(`:${secret}`).toString('base64')],
    ['base64 after two bytes', Buffer.from(`a:${secret}!`).toString('base64')],
  ])('shows no secret that stands there %s', (_, text) => {
    expect(shown(`before ${text} after`)).toMatch(/^before .*\[secret\].* after$/)
    expect(shown(text)).not.toContain(text)
  })

  it('shows no secret with invisible characters in it', () => {
    expect(foreignText('my-se\u200bcret\u0000', createRedact(['my-secret']))).toBe('[secret]')
  })

  it('leaves values alone that are too short to be a secret', () => {
    expect(shown('abc')).toBe('abc')
  })

  it('is one line without control characters', () => {
    expect(shown('a\r\n\u001b[31mb\u2028c\u202ed')).toBe('a [31mb cd')
  })

  it('is at most 200 characters long', () => {
    expect(Array.from(shown('ö '.repeat(300)))).toHaveLength(200)
    expect(shown('ö '.repeat(300)).endsWith('…')).toBe(true)
  })

  it('shows no long value that could be a token nobody told us of', () => {
    expect(shown(`token ${'aB3_'.repeat(10)} is bad`)).toBe('token [long value] is bad')
  })

  it('keeps the id by which a provider finds a request in its logs', () => {
    expect(shown('Trace ID: 0b0b9a4e-9a1f-4f3c-8d7e-1c2d3e4f5a6b')).toContain(
      '0b0b9a4e-9a1f-4f3c-8d7e-1c2d3e4f5a6b',
    )
  })
})
