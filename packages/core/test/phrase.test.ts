import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { ConfigurationError } from '../src/index.ts'
import { isPhrase, joined, phrase, render, type Translate } from '../src/phrase.ts'

/** Another copy of the module, as a bundled command has one beside that of a user's own adapter. */
async function anotherCopy(): Promise<typeof import('../src/phrase.ts')> {
  vi.resetModules()
  return import('../src/phrase.ts')
}

const translations: Readonly<Record<string, string>> = {
  '{0} was revoked by {1}.': '{1} đã thu hồi {0}.',
  'process {0}': 'tiến trình {0}',
  'Nothing was sent.': 'Chưa gửi gì.',
}
const translate: Translate = (template) => translations[template]

describe('a phrase', () => {
  it('keeps its values apart from its text', () => {
    const told = phrase`Provider ${'zoho'} asked to wait ${5} s.`
    expect(told.template).toBe('Provider {0} asked to wait {1} s.')
    expect(told.values).toEqual(['zoho', 5])
  })

  it('is English wherever a text is expected', () => {
    const told = phrase`${'zoho:1'} was revoked by ${phrase`process ${7}`}.`
    expect(`${told}`).toBe('zoho:1 was revoked by process 7.')
    expect(String(told)).toBe('zoho:1 was revoked by process 7.')
    expect(JSON.stringify({ told })).toBe('{"told":"zoho:1 was revoked by process 7."}')
  })

  it('may begin and end with a value, and have braces of its own', () => {
    expect(String(phrase`${'a'}${'b'}`)).toBe('ab')
    expect(String(phrase`pkce: { codeVerifier } or {"0": ${1}}`)).toBe('pkce: { codeVerifier } or {"0": 1}')
  })

  it('takes a value as it is, also where it looks like a place for another', () => {
    expect(String(phrase`${'{1}'} and ${'$&'}`)).toBe('{1} and $&')
  })
})

describe('in another language', () => {
  it('a translation may put the values in another order', () => {
    const told = phrase`${'zoho:1'} was revoked by ${'Lan'}.`
    expect(render(told, translate)).toBe('Lan đã thu hồi zoho:1.')
  })

  it('phrases inside a phrase are translated too', () => {
    const told = phrase`${'zoho:1'} was revoked by ${phrase`process ${7}`}.`
    expect(render(told, translate)).toBe('tiến trình 7 đã thu hồi zoho:1.')
  })

  it('what has no translation stays English, with what is inside it translated', () => {
    expect(render(phrase`Ask ${phrase`process ${7}`}.`, translate)).toBe('Ask tiến trình 7.')
  })

  it('a place that a translation has and the phrase has not is shown as it is', () => {
    expect(render(phrase`process ${7}`, () => '{0} {1}')).toBe('7 {1}')
  })

  it('anything but a phrase is a text', () => {
    expect(render('Nothing was sent.', translate)).toBe('Nothing was sent.')
    expect(render(7, translate)).toBe('7')
  })
})

describe('joined phrases', () => {
  const told = joined([phrase`Nothing was sent.`, 'As it is.', phrase`process ${7}`])

  it('are each translated by themselves, and a text among them is not', () => {
    expect(String(told)).toBe('Nothing was sent. As it is. process 7')
    expect(render(told, translate)).toBe('Chưa gửi gì. As it is. tiến trình 7')
  })

  it('may have something else than a blank between them', () => {
    expect(String(joined(['a', 'b'], ', '))).toBe('a, b')
  })
})

describe('another copy of the module', () => {
  it('recognises the phrases of this one, and the other way round', async () => {
    const copy = await anotherCopy()
    expect(copy.phrase).not.toBe(phrase)
    expect(copy.isPhrase(phrase`process ${7}`)).toBe(true)
    expect(isPhrase(copy.phrase`process ${7}`)).toBe(true)
  })

  it('may have made the phrases inside one of ours', async () => {
    const copy = await anotherCopy()
    const told = phrase`${'zoho:1'} was revoked by ${copy.phrase`process ${7}`}.`
    expect(render(told, translate)).toBe('tiến trình 7 đã thu hồi zoho:1.')
  })

  it('takes nothing else for one', () => {
    const lookalike = { template: 'process {0}', values: [7], toString: () => 'process 7' }
    for (const other of [lookalike, 'process 7', undefined, null, 7]) expect(isPhrase(other)).toBe(false)
  })
})

describe('the phrase of an error', () => {
  const told = phrase`process ${7}`
  const error = new ConfigurationError(told, { code: 'x' })

  it('is beside its message, which is English', () => {
    expect(error.message).toBe('process 7')
    expect(error.phrase).toBe(told)
  })

  it('is absent where the error was made with a text', () => {
    expect(new ConfigurationError('process 7').phrase).toBeUndefined()
  })

  it('is in nothing that prints or serializes the error', () => {
    expect(Object.keys(error)).not.toContain('phrase')
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'ConfigurationError',
      code: 'x',
      retryable: false,
    })
    expect(inspect(error)).not.toMatch(/template|\{0\}/)
  })
})
