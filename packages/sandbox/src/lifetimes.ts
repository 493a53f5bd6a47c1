/** Seconds; a change counts for what is issued after it. */
export interface TokenLifetimes {
  accessToken: number
  refreshToken: number
  code: number
}

/** The same as options of a server. */
export interface LifetimeOptions {
  accessTokenLifetime?: number
  refreshTokenLifetime?: number
  codeLifetime?: number
}

/** @throws TypeError for a lifetime that is not a positive number */
export function lifetimesOf(options: LifetimeOptions, defaults: TokenLifetimes): TokenLifetimes {
  return checked({
    accessToken: options.accessTokenLifetime ?? defaults.accessToken,
    refreshToken: options.refreshTokenLifetime ?? defaults.refreshToken,
    code: options.codeLifetime ?? defaults.code,
  })
}

/** @throws TypeError for a lifetime that is not a positive number, or has an unknown name */
export function changeLifetimes(lifetimes: TokenLifetimes, changes: Partial<TokenLifetimes>): void {
  Object.assign(lifetimes, checked(changes))
}

function checked<Changes extends Partial<TokenLifetimes>>(changes: Changes): Changes {
  for (const [name, seconds] of Object.entries(changes)) {
    if (!['accessToken', 'refreshToken', 'code'].includes(name)) {
      throw new TypeError(`Unknown lifetime ${name}; known are accessToken, refreshToken, code`)
    }
    if (!(Number.isFinite(seconds) && seconds > 0)) {
      throw new TypeError(`The lifetime ${name} is a positive number of seconds, got ${seconds}`)
    }
  }
  return changes
}
