import type { LifetimeOptions } from '../lifetimes.ts'

/** How such a server is set up. Lifetimes in seconds; the vendor's own by default. */
export interface StandardOptions extends LifetimeOptions {
  /** @default the vendor's demo app */
  apps?: StandardApp[]
  /** Whether a refresh spends the refresh token. @default as the vendor says */
  refreshTokens?: 'single-use' | 'reusable'
  /** What a refresh does to the access token before it. @default 'dies', the worse case */
  oldAccessToken?: 'dies' | 'lives'
}

/** An app as its vendor's console has it. */
export interface StandardApp {
  clientId: string
  clientSecret: string
  /** Compared byte for byte. */
  redirectUris: string[]
  /** Who can consent. */
  accounts: StandardAccount[]
}

export interface StandardAccount {
  id: string
  name: string
}
