import { optionError } from '@oauth-tokens/core'
import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { meanings } from './errors/error-table.ts'
import type { ZaloPayOptions } from './zalopay-options.ts'

const choices = {
  environment: ['production', 'sandbox'],
  userInfo: [true, false],
  refreshTokens: ['single-use', 'reusable'],
  newAccessTokenRevokesOld: [true, false],
  lifetimeUnit: ['milliseconds', 'seconds'],
} as const

/** What is this adapter's own; the rest is checked for every provider. @throws ConfigurationError */
export function checkOptions(id: string, options: ZaloPayOptions): void {
  for (const name of Object.keys(choices) as (keyof typeof choices)[]) {
    oneOf(id, name, options[name], choices[name])
  }
  for (const [word, meaning] of Object.entries(options.errors ?? {})) {
    oneOf(id, `errors.${word}`, meaning, meanings)
  }
  const given: object = options.endpoints ?? {}
  if ('authorization' in given && given.authorization !== undefined) {
    const remedy = phrase`Remove it: codes come from the mini app alone.`
    throw optionError(id, 'endpoints.authorization', phrase`is not used by this provider`, remedy)
  }
}

function oneOf(id: string, name: string, given: unknown, expected: readonly unknown[]): void {
  if (given === undefined || expected.includes(given)) return
  const either = expected
    .map(String)
    .reduce<Said>((some, one) => (some ? phrase`${some} or ${one}` : one), '')
  throw optionError(id, name, phrase`is unknown`, phrase`Expected ${either}.`)
}
