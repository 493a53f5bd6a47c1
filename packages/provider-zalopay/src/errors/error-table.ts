import { type Phrase, phrase } from '@oauth-tokens/core/phrase'

/**
 * `grant`: this code or refresh token is no good. `client`: a setting is wrong. `secret`: it is the secret that is wrong.
 * `throttled`: too many calls. `access-token`: the access token is dead. `unknown`: ZaloPay failed, and may have acted.
 */
export type ZaloPayErrorMeaning = (typeof meanings)[number]

export const meanings = ['grant', 'client', 'secret', 'throttled', 'access-token', 'unknown'] as const

export interface KnownError {
  means: ZaloPayErrorMeaning
  /** The grant that such a word can be about. @default any */
  of?: 'exchange' | 'refresh'
  advice?: Phrase
}

const before = 'INVALID|EXPIRED|REVOKED|UNKNOWN|USED|WRONG|INCORRECT|BAD'
const after = 'INVALID|EXPIRED|REVOKED|UNKNOWN|USED|WRONG|INCORRECT|MISMATCH|NOT_FOUND|NOT_VALID|NOT_MATCH'

/** The ways to say that a thing is no good, such as INVALID_CODE or "Code has been used". */
function bad(thing: string): string {
  return `(?:${before})_(?:${thing})|(?:${thing})_(?:(?:IS|HAS|WAS|DOES|HAS_BEEN)_)?(?:${after})`
}

/**
 * ZaloPay publishes the shape of these errors and none of their values, so that all rows are guesses: they believe only
 * words that can hardly mean anything else. -429, -500, -503 and -999 are documented for the payment APIs.
 */
const guesses: readonly (KnownError & { says: string })[] = [
  { says: bad('REFRESH_TOKEN'), means: 'grant', of: 'refresh' },
  {
    says: bad('(?:CODE_)?VERIFIER|CODE_CHALLENGE'),
    means: 'grant',
    of: 'exchange',
    advice: phrase`The verifier is not that of the challenge: make both with the SDK, or the challenge with zalopayCodeChallenge(verifier) and, if that is refused, zalopayCodeChallenge(verifier, "S256").`,
  },
  { says: bad('(?:(?:O?AUTH|AUTHORIZATION)_)?CODE'), means: 'grant', of: 'exchange' },
  { says: 'INVALID_GRANT', means: 'grant' },
  { says: bad('(?:X_|APP_|CLIENT_)?SECRET(?:_KEY)?'), means: 'secret' },
  { says: `${bad('(?:APP|CLIENT)(?:_ID)?')}|UNAUTHORIZED_CLIENT`, means: 'client' },
  {
    says: 'RESOURCE_EXHAUSTED|TOO_MANY_REQUESTS|RATE_LIMIT(?:ED|_EXCEEDED)?|QUOTA_EXCEEDED|-429',
    means: 'throttled',
  },
  {
    says: 'INTERNAL(?:_SERVER)?(?:_ERROR)?|(?:SERVICE_)?UNAVAILABLE|DEADLINE_EXCEEDED|TIMEOUT|ABORTED|SYSTEM_ERROR|MAINTENANCE|PROCESSING|-500|-503|-999',
    means: 'unknown',
  },
  { says: `${bad('(?:ACCESS_)?TOKEN')}|UNAUTHENTICATED`, means: 'access-token' },
]

export interface ErrorTable {
  /** What a word means; undefined: nobody has said. */
  find(word: string): KnownError | undefined
  /** The word of a refusal that says most. */
  choose(words: readonly string[]): string
}

/** The user's own knowledge, and then the guesses. */
export function errorTable(own: Readonly<Record<string, ZaloPayErrorMeaning>> = {}): ErrorTable {
  const told = new Map(Object.entries(own).map(([word, means]) => [plain(word), { means }]))
  const rows = guesses.map(({ says, ...known }) => ({ says: new RegExp(`^(?:${says})$`), known }))
  const guessed = (word: string) => rows.find(({ says }) => says.test(plain(word)))?.known
  const ownWord = (word: string) => told.get(plain(word))
  return {
    find: (word) => ownWord(word) ?? guessed(word),
    choose: (words) => words.find(ownWord) ?? words.find(guessed) ?? words[0] ?? 'unnamed_error',
  }
}

/** One spelling for all: INVALID_CODE, invalidCode and "Invalid code." are the same. A number stays as it is. */
function plain(word: string): string {
  if (/^-?\d+$/.test(word)) return word
  const parted = word.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase()
  return parted.replace(/[^A-Z\d]+/g, '_').replace(/^_|_$/g, '')
}
