import { isPhrase, type Phrase, phrase, type Said } from './phrase.ts'

/**
 * What is kept of a foreign error: enough to understand it, nothing that could carry a token.
 * Foreign error objects themselves are never kept, because their chains hold whole answers.
 */
export interface Cause {
  name: string
  code?: string
  status?: number
  host?: string
  detail?: string
}

export interface ErrorDetails {
  /** Stable snake_case word for scripts; more precise than the class. */
  code?: string
  provider?: string
  connection?: string
  /** When a retry may succeed. */
  retryAt?: Date
  cause?: Cause
}

/** Shared by all copies of this file: a bundled command and a user's own adapter may each bring one. */
const brand: unique symbol = Symbol.for('oauth-tokens.error') as never

/** Every error that this library throws is one of the subclasses below. */
export abstract class OAuthTokensError extends Error {
  /** An error of another copy is one of this copy's class with the same name: what became of a grant hangs on it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: the class that is asked about, this one or one below it.
    // biome-ignore lint/complexity/noUselessThisAlias: so that this is said once.
    const asked: unknown = this
    if (Function.prototype[Symbol.hasInstance].call(asked, value)) return true
    if (typeof value !== 'object' || value === null || !(brand in value)) return false
    return asked === OAuthTokensError || ('name' in value && classes.get(value.name) === asked)
  }

  abstract override readonly name: string
  readonly code: string
  declare readonly provider?: string
  declare readonly connection?: string
  declare readonly retryAt?: Date
  declare readonly cause?: Cause
  /** The message with its parts apart, so that a command can say it in another language. Not enumerable. */
  declare readonly phrase?: Phrase
  /** Whether the same call may succeed later without anybody doing anything. */
  readonly retryable: boolean

  constructor(message: Said, code: string, retryable: boolean, details: ErrorDetails) {
    super(String(message))
    Object.defineProperty(this, brand, { value: true })
    // Out of sight of whatever prints or serializes an error: it says the same as the message.
    if (isPhrase(message)) Object.defineProperty(this, 'phrase', { value: message })
    this.code = details.code ?? code
    this.retryable = retryable
    if (details.provider !== undefined) this.provider = details.provider
    if (details.connection !== undefined) this.connection = details.connection
    if (details.retryAt !== undefined) this.retryAt = details.retryAt
    if (details.cause !== undefined) this.cause = details.cause
  }
}

/** A setting, an argument or a key is wrong: somebody must change it. Command status 2; unknown provider 3. */
export class ConfigurationError extends OAuthTokensError {
  readonly name = 'ConfigurationError'
  constructor(message: Said, details: ErrorDetails = {}) {
    super(message, 'configuration', false, details)
  }
}

/** A login did not succeed: wrong or missing state, consent refused, bad code, another account. Status 5. */
export class AuthorizationError extends OAuthTokensError {
  readonly name = 'AuthorizationError'
  constructor(message: Said, details: ErrorDetails = {}) {
    super(message, 'authorization_failed', false, details)
  }
}

/** No such connection in the store. Never thrown because a store could not answer. Status 3. */
export class ConnectionNotFoundError extends OAuthTokensError {
  readonly name = 'ConnectionNotFoundError'
  constructor(message: Said, details: ErrorDetails = {}) {
    super(message, 'connection_not_found', false, details)
  }
}

/** The account owner must consent again. Status 4. */
export class ReauthorizationRequiredError extends OAuthTokensError {
  readonly name = 'ReauthorizationRequiredError'
  constructor(message: Said, details: ErrorDetails = {}) {
    super(message, 'reauthorization_required', false, details)
  }
}

/** The provider gave a permanent refusal that consenting again would not cure. Status 5. */
export class ProviderRejectedError extends OAuthTokensError {
  readonly name = 'ProviderRejectedError'
  constructor(message: Said, details: ErrorDetails = {}) {
    super(message, 'provider_rejected', false, details)
  }
}

/** The provider could not be reached, or what came back was no answer. Status 6. */
export class ProviderUnavailableError extends OAuthTokensError {
  readonly name = 'ProviderUnavailableError'
  constructor(message: Said, details: ErrorDetails = {}) {
    super(message, 'provider_unavailable', true, details)
  }
}

/** The provider asked to slow down, or its known budget is used up. Status 5. */
export class RateLimitedError extends OAuthTokensError {
  readonly name = 'RateLimitedError'
  constructor(message: Said, details: ErrorDetails = {}) {
    super(message, 'rate_limited', true, details)
  }
}

/** Store failures that no retry cures. */
const needsSomebody = new Set([
  'corrupt_record',
  'foreign_database',
  'newer_schema',
  'older_schema',
  'store_unsupported',
  'store_closed',
])

/** The store did not answer, or holds something that cannot be read. Never means "no such connection". Status 7. */
export class StoreUnavailableError extends OAuthTokensError {
  readonly name = 'StoreUnavailableError'
  constructor(message: Said, details: ErrorDetails = {}) {
    super(message, 'store_unavailable', !needsSomebody.has(details.code ?? ''), details)
  }
}

/** Another process held the lease for longer than this caller would wait. Status 8. */
export class LeaseTimeoutError extends OAuthTokensError {
  readonly name = 'LeaseTimeoutError'
  constructor(message: Said, details: ErrorDetails = {}) {
    super(message, 'lease_timeout', true, details)
  }
}

export function closedError(): ConfigurationError {
  return new ConfigurationError(
    phrase`This token manager was closed. Make a new one with createTokenManager().`,
    {
      code: 'closed',
    },
  )
}

const classes: ReadonlyMap<unknown, unknown> = new Map<string, unknown>([
  ['ConfigurationError', ConfigurationError],
  ['AuthorizationError', AuthorizationError],
  ['ConnectionNotFoundError', ConnectionNotFoundError],
  ['ReauthorizationRequiredError', ReauthorizationRequiredError],
  ['ProviderRejectedError', ProviderRejectedError],
  ['ProviderUnavailableError', ProviderUnavailableError],
  ['RateLimitedError', RateLimitedError],
  ['StoreUnavailableError', StoreUnavailableError],
  ['LeaseTimeoutError', LeaseTimeoutError],
])
