import type Keyv from 'keyv'
import type { Clock } from './clock.ts'
import type { Logger } from './logger.ts'
import type { NotifyOptions } from './notify/notification.ts'
import type { Providers } from './provider/provider.ts'
import type { TraceStep } from './refresh/context.ts'
import type { TimeoutOptions } from './refresh/timeouts.ts'
import type { TokenStore } from './store/token-store.ts'
import type { Telemetry } from './telemetry.ts'
import type { Duration } from './tokens/duration.ts'

export interface ManagerOptions {
  providers: Providers
  /** `file:DIR`, `redis://`, `rediss://`, `postgres://` or `memory:`, a Keyv instance or a TokenStore. @default memory */
  store?: string | Keyv | TokenStore
  /**
   * 32 bytes base64url each; the first encrypts, all decrypt. Without any, the memory store uses a passing one and
   * the embedded store keeps one of its own in `configDir`.
   */
  encryptionKeys?: readonly string[]
  /** Where the embedded store's own key lies. @default the user's config folder */
  configDir?: string
  /** Where token sets go that the store did not take; `false`: nowhere. @default the user's state folder */
  rescueDir?: string | false
  timeouts?: TimeoutOptions
  /** How long before expiry a token counts as due; an adapter's own value goes first. @default a tenth of the lifetime, at least 60 s */
  refreshMargin?: Duration
  /** Lets single-use refresh tokens into a store that cannot keep two processes apart. @default false */
  allowBestEffort?: boolean
  /** URL prefixes that `returnTo` may point into. @default none */
  allowedReturnTo?: readonly string[]
  /** Hosts or origins that may receive access tokens, beside those of the providers: exact, https. @default none */
  allowHosts?: readonly string[]
  /** How many access tokens are kept in memory. @default 10000 */
  cacheSize?: number
  /** Who is told, once for each change of a connection's status. */
  notify?: NotifyOptions
  /** Where the owner of a connection consents again, for events and notifications: a page of yours. */
  reauthorizationLink?: (connection: string) => string
  logger?: Logger
  /** Whether each event is a line of the log too. @default true */
  logEvents?: boolean
  /** Watches refreshes, never tokens from memory: `openTelemetry()` of `@oauth-tokens/core/opentelemetry`. @default none */
  telemetry?: Telemetry
  clock?: Clock
  /** Told each named point of a refresh as it is passed: for fault tests and for looking at a slow refresh. */
  trace?: (step: TraceStep, connection: string) => void
}
