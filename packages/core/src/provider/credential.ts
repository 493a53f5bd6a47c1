import { phrase, type Said } from '../phrase.ts'
import { optionError } from './option-error.ts'

/** An option that is sent in a header or a body and means nothing to us: an id, a secret, a key. @throws ConfigurationError */
export function credential(provider: string, option: string, value: unknown, help?: Said): string {
  if (value === undefined || value === null || value === '') {
    throw optionError(provider, option, phrase`is missing`, help)
  }
  if (typeof value !== 'string') {
    // A 19-digit app id written as a JSON number has already lost its last digits.
    throw optionError(
      provider,
      option,
      phrase`is a ${typeof value}, not a string`,
      phrase`Write it in quotes.`,
    )
  }
  // Such a value would fail inside the HTTP client, with a message that repeats it.
  if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)) {
    throw optionError(
      provider,
      option,
      phrase`contains a line break, an outer space or a character that no such value has`,
      phrase`Copy it again.`,
    )
  }
  return value
}

/** The first part of connection ids. @throws ConfigurationError */
export function providerId(adapter: string, id: unknown): string {
  const given = id ?? adapter
  if (typeof given === 'string' && /^[a-z][a-z0-9-]*$/.test(given)) return given
  throw optionError(
    adapter,
    'id',
    phrase`is not a name`,
    phrase`Expected small letters, digits and hyphens, a letter first.`,
  )
}

/** Kept as it was written: some servers compare it byte for byte with the registered one. @throws ConfigurationError */
export function redirectAddress(provider: string, value: unknown, help?: Said): string {
  const usable =
    typeof value === 'string' && URL.canParse(value) && new URL(value).hash === '' && !/\s/.test(value)
  if (usable) return value
  throw optionError(provider, 'redirectUri', phrase`is not an absolute URL without #fragment`, help)
}
