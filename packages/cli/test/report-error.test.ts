import { PassThrough } from 'node:stream'
import { RateLimitedError } from '@oauth-tokens/core'
import { expect, test } from 'vitest'
import { loadLanguage } from '../src/language/language.ts'
import { createOutput } from '../src/output/output.ts'
import { reportError } from '../src/output/report-error.ts'

async function reported(now: number, retryAt: Date): Promise<string> {
  const stderr = new PassThrough()
  const flags = { json: false, quiet: false, verbose: false, terminal: false }
  const output = createOutput(new PassThrough(), stderr, {
    ...flags,
    language: await loadLanguage({ code: 'en', asked: true }),
  })
  reportError(new RateLimitedError('Slow down.', { retryAt }), output, now)
  return String(stderr.read())
}

const at = new Date(2026, 10, 22, 5, 18)

test.each([
  [-20_000, 'Try again at 2026-11-22 05:18 (in 20 s).'],
  [-1_000, 'Try again at 2026-11-22 05:18 (in 1 s).'],
  [-999, 'Try again now.'],
  [29_000, 'Try again now.'],
])('%d ms after the time of the next attempt: %s', async (since, text) => {
  expect(await reported(at.getTime() + since, at)).toBe(`oauth-tokens: Slow down.\n${text}\n`)
})
