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
export { type EventType, eventTypes, isTrouble, type Listener, type TokenEvent } from './events.ts'
export { userFolders } from './folders.ts'
export type { HistoryEvent } from './history.ts'
export type { KeysInUseOptions, KeyUse } from './keys/keys-in-use.ts'
export type { KeyRotation, RotationOptions } from './keys/rotate-keys.ts'
export type { Logger } from './logger.ts'
export type { AuthorizeRequest } from './login/authorization.ts'
export type { ClientLogin } from './login/client-login.ts'
export type { DeviceLoginRequest } from './login/device-login.ts'
export type { CodeLogin } from './login/exchange-login.ts'
export type { ExportedTokens } from './login/export-tokens.ts'
export type { ForgetOptions } from './login/forget-connection.ts'
export type { ImportedTokens, ImportOptions } from './login/imported-tokens.ts'
export type { DeviceLogin } from './login/logins.ts'
export type { ImportPreview } from './login/preview-imports.ts'
export type { ManagerOptions } from './manager-options.ts'
export type { Notification, NotifyCommand, NotifyOptions } from './notify/notification.ts'
export {
  defineGateway,
  type Gateway,
  type GatewayDefinition,
  type GatewayOptions,
} from './oauth/define-gateway.ts'
export { defineOAuthProvider } from './oauth/define-oauth-provider.ts'
export { type DiscoveredServer, discoverServer, issuerUrl } from './oauth/discover-server.ts'
export type { GatewayCall, GatewayReading, GatewayRequest } from './oauth/gateway-call.ts'
export { isPhrase, joined, type Phrase, phrase, render, type Said, type Translate } from './phrase.ts'
export type {
  ClientCredentialsRequest,
  DeviceAbility,
  DevicePoll,
  DevicePollRequest,
  DeviceRequest,
  DeviceStart,
  ExternalAbility,
  ExternalState,
  ProviderAbilities,
  ResourceAnswer,
  RevokeOutcome,
  RevokeRequest,
} from './provider/abilities.ts'
export type { AnswerHeaders } from './provider/answer-headers.ts'
export { type BoundedFetch, boundedFetch } from './provider/bounded-fetch.ts'
export type {
  DeviceDialect,
  OAuthProviderDefinition,
  Place,
  PrivateKeyAuth,
  ProviderEndpoints,
  ProviderOptions,
  RevocationDialect,
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
export type { HeldUp } from './refresh/held-up.ts'
export type { TimeoutOptions } from './refresh/timeouts.ts'
export type { StoreCheck, StoreCheckName } from './self-test/store-check.ts'
export type { Engine, Row, Step } from './store/engine.ts'
export { engineStore } from './store/engine-store.ts'
export type { Backoff, Dead, Doubt, Holder, Intent, Lease, LeaseNote, Pair, Spends } from './store/lease.ts'
export { memoryStore } from './store/memory.ts'
export type { ProcessIdentity } from './store/process-identity.ts'
export type {
  Acquisition,
  ChangeListener,
  Closing,
  ListedConnection,
  Note,
  StoredConnection,
  StoreWarning,
  TokenStore,
} from './store/token-store.ts'
export type { RefreshEnd, RefreshObserver, RefreshSubject, Telemetry } from './telemetry.ts'
export type { TokenManager, TokenOptions } from './token-manager.ts'
export { type Duration, milliseconds } from './tokens/duration.ts'
export type { TokenSet } from './tokens/token-set.ts'
