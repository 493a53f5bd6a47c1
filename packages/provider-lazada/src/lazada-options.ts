import { optionError, type ProviderOptions } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'

/** A marketplace; `cb` is a seller across borders, with one token for all six. */
export type LazadaCountry = (typeof countries)[number]

const countries = ['vn', 'sg', 'my', 'th', 'ph', 'id', 'cb'] as const

/** The settings of one app at open.lazada.com. */
export interface LazadaOptions extends Omit<ProviderOptions, 'endpoints'> {
  /** The App Key. */
  clientId: string
  /** The App Secret, or several in order while it is being changed. Never sent: requests are signed with it. */
  clientSecret: string | readonly string[]
  /** Lazada has none: must be absent or empty. */
  scopes?: readonly string[] | undefined
  /** Which countries the consent page offers. @default all */
  country?: LazadaCountry | readonly LazadaCountry[] | undefined
  /** Whether a refresh spends the refresh token: not documented. @default 'single-use', which is safe for both */
  refreshTokens?: 'single-use' | 'reusable' | undefined
  /** Whether a refresh ends the access token before it at once: not documented. @default true, which is safe for both */
  newAccessTokenRevokesOld?: boolean | undefined
}

/** What is this adapter's own; the rest is checked for every provider. @throws ConfigurationError */
export function checkOptions({ id = 'lazada', country, refreshTokens }: LazadaOptions): void {
  const given = country === undefined ? [] : [country].flat()
  if (given.some((one) => !countries.includes(one))) {
    throw optionError(id, 'country', phrase`is unknown`, phrase`Expected one of ${countries.join(', ')}.`)
  }
  if (refreshTokens !== undefined && refreshTokens !== 'single-use' && refreshTokens !== 'reusable') {
    throw optionError(id, 'refreshTokens', phrase`is unknown`, phrase`Expected single-use or reusable.`)
  }
}
