export type { AutoRefresh } from './auto-refresh.ts'
export type { Cipher, SealedHeader } from './cipher/cipher.ts'
export { jweCipher } from './cipher/jwe-cipher.ts'
export { generateKey } from './cipher/key-ring.ts'
export { type Clock, systemClock } from './clock.ts'
export type { Connection, ConnectionStatus } from './connection/connection.ts'
export { connectionId, parseConnectionId, printable } from './connection/connection-id.ts'
export { createTokenManager } from './create-token-manager.ts'
export {
  AuthorizationError,
  type Cause,
  ConfigurationError,
  ConnectionNotFoundError,
  type ErrorDetails,
  LeaseTimeoutError,
  OAuthTokensError,
  ProviderRejectedError,
  ProviderUnavailableError,
  RateLimitedError,
  ReauthorizationRequiredError,
  StoreUnavailableError,
} from './errors.ts'
export { type EventType, eventTypes, type Listener, type TokenEvent } from './events.ts'
export type { HistoryEvent } from './history.ts'
export type { Logger } from './logger.ts'
export type { AuthorizeRequest } from './login/authorization.ts'
export type { ImportedTokens, ImportOptions } from './login/import-tokens.ts'
export type { ManagerOptions } from './manager-options.ts'
export { defineOAuthProvider } from './oauth-provider.ts'
export type {
  OAuthProviderDefinition,
  Place,
  ProviderEndpoints,
  ProviderOptions,
} from './provider/definition.ts'
export type {
  AnswerReader,
  ClientAuthentication,
  ClientAuthRequest,
  ErrorMeaning,
  Purpose,
  RawAnswer,
  TokenAnswer,
} from './provider/dialect.ts'
export { endpointUrl } from './provider/endpoint-url.ts'
export type { IdentityReader, IdentityReading } from './provider/identity.ts'
export { optionError } from './provider/option-error.ts'
export type {
  AuthorizationRequest,
  AuthorizationStart,
  CallbackAnswer,
  ExchangeRequest,
  Grant,
  IdentifyRequest,
  Identity,
  ProviderAdapter,
  Providers,
  RedeemOutcome,
  RefreshRequest,
} from './provider/provider.ts'
export type { TraceStep } from './refresh/context.ts'
export type { TimeoutOptions } from './refresh/timeouts.ts'
export type { Engine, Row, Step } from './store/engine.ts'
export { engineStore } from './store/engine-store.ts'
export type { Backoff, Dead, Doubt, Holder, Intent, Lease, LeaseNote, Pair } from './store/lease.ts'
export { memoryStore } from './store/memory.ts'
export type { Acquisition, Note, StoredConnection, TokenStore } from './store/token-store.ts'
export type { TokenManager, TokenOptions } from './token-manager.ts'
export { type Duration, milliseconds } from './tokens/duration.ts'
export type { TokenSet } from './tokens/token-set.ts'
