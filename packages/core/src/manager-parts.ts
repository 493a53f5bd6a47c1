import type { Emitter } from './events.ts'
import type { HotTokens } from './hot-tokens.ts'
import type { Logger } from './logger.ts'
import type { ProviderAdapter } from './provider/provider.ts'
import type { Context } from './refresh/context.ts'
import type { TokenStore } from './store/token-store.ts'
import type { Telemetry } from './telemetry.ts'

/** What the manager is made of; see `createTokenManager`. */
export interface ManagerParts {
  context: Context
  hot: HotTokens
  emitter: Emitter
  logger: Logger
  telemetry?: Telemetry
  provider(id: string): Promise<ProviderAdapter>
  allowedReturnTo: readonly string[]
  /** Hosts and origins beside the providers' own that may receive access tokens. */
  allowHosts: readonly string[]
  /** The same store through a new connection, for trying what other processes would meet. */
  another?: () => TokenStore
  /** Work that nobody waits for but `close`. */
  background: Set<Promise<unknown>>
  /** What has sent nothing yet gives up. */
  startClosing(): void
  /** What neither store nor rescue folder took is given up. */
  stopSaving(): void
}
