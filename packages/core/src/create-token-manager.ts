import {
  makeCipher,
  makeClock,
  makeLogger,
  makeManager,
  makeProviders,
  makeRescue,
  makeStore,
} from './compose.ts'
import type { ManagerOptions } from './manager-options.ts'
import type { TokenManager } from './token-manager.ts'

/**
 * Makes a token manager. Does no I/O: store and keys are opened when first used.
 *
 * @throws ConfigurationError when an option cannot be used
 * @example
 * ```ts
 * const tokens = createTokenManager({ store: 'file:./tokens', providers: [zaloOa({ clientId, clientSecret, redirectUri })] })
 * const accessToken = await tokens.getAccessToken('zalo-oa:579745863508352884')
 * ```
 */
export function createTokenManager(options: ManagerOptions): TokenManager {
  const clock = makeClock(options)
  const store = makeStore(options, clock)
  return makeManager(options, {
    clock,
    store,
    cipher: makeCipher(options, store),
    rescue: makeRescue(options, store),
    providers: makeProviders(options, store),
    logger: makeLogger(options),
    telemetry: options.telemetry,
  })
}
