import 'reflect-metadata/lite'
import { container, type DependencyContainer, instanceCachingFactory } from 'tsyringe'
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
import type { ProviderAdapter } from './provider/provider.ts'
import type { Telemetry } from './telemetry.ts'
import type { TokenManager } from './token-manager.ts'

/** What can be resolved, and replaced by registering something else under the same token. */
export const tokens = {
  options: Symbol('options'),
  clock: Symbol('clock'),
  store: Symbol('store'),
  cipher: Symbol('cipher'),
  rescue: Symbol('rescue'),
  logger: Symbol('logger'),
  /** Undefined unless the options have one. */
  telemetry: Symbol('telemetry'),
  /** One registration a provider; resolve with `resolveAll`. */
  provider: Symbol('provider'),
  providers: Symbol('providers'),
  manager: Symbol('manager'),
} as const

/** The same factories as `createTokenManager`'s, in a container of their own: one for each test or tenant. */
export function createContainer(options: ManagerOptions): DependencyContainer {
  const child = container.createChildContainer()
  const register = <Part>(token: symbol, make: (at: DependencyContainer) => Part) =>
    child.register(token, { useFactory: instanceCachingFactory(make) })

  child.register(tokens.options, { useValue: options })
  if (typeof options.providers !== 'function') {
    for (const provider of options.providers)
      child.register<ProviderAdapter>(tokens.provider, { useValue: provider })
  }
  register(tokens.clock, () => makeClock(options))
  register(tokens.logger, () => makeLogger(options))
  register(tokens.telemetry, () => options.telemetry)
  register(tokens.store, (at) => makeStore(options, at.resolve(tokens.clock)))
  register(tokens.cipher, (at) => makeCipher(options, at.resolve(tokens.store)))
  register(tokens.rescue, (at) => makeRescue(options, at.resolve(tokens.store)))
  register(tokens.providers, (at) => {
    const registered = at.isRegistered(tokens.provider) ? at.resolveAll<ProviderAdapter>(tokens.provider) : []
    const providers = typeof options.providers === 'function' ? options.providers : registered
    return makeProviders({ ...options, providers }, at.resolve(tokens.store))
  })
  register<TokenManager>(tokens.manager, (at) =>
    makeManager(options, {
      clock: at.resolve(tokens.clock),
      store: at.resolve(tokens.store),
      cipher: at.resolve(tokens.cipher),
      rescue: at.resolve(tokens.rescue),
      providers: at.resolve(tokens.providers),
      logger: at.resolve(tokens.logger),
      telemetry: at.resolve<Telemetry | undefined>(tokens.telemetry),
    }),
  )
  return child
}
