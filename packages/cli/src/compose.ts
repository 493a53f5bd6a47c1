import {
  createTokenManager,
  type Logger,
  type ManagerOptions,
  type ProviderAdapter,
  type TokenManager,
  type TokenStore,
} from '@oauth-tokens/core'
import { joined, phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from './command.ts'
import { loadProvider } from './config/load-provider.ts'
import { loadSettings } from './config/load-settings.ts'
import type { Settings } from './config/settings.ts'
import { withoutOwnSecrets } from './exec/without-own-secrets.ts'
import type { Interruption } from './interruption.ts'
import type { Output } from './output/output.ts'

export interface House {
  manager: TokenManager
  settings: Settings
  /** What the manager keeps tokens in. */
  store: TokenStore
}

type Log = Pick<ManagerOptions, 'logger' | 'logEvents'>

/** Opens the store, runs the work, and closes only when no redemption is under way any more. */
export async function withManager<Result>(
  context: CommandContext,
  work: (house: Omit<House, 'store'>) => Promise<Result>,
  log: Log = { logger: forVerbose(context.output) },
): Promise<Result> {
  const settings = await loadSettings(context)
  const manager = createTokenManager({ ...managerOptions(context, settings), ...log })
  return closing(context, manager, () => work({ manager, settings }))
}

/**
 * Like `withManager`, for a command that looks into a part of the manager, too. Only such a one loads the container: it
 * would cost every other command a twentieth of its start.
 */
export async function withHouse<Result>(
  context: CommandContext,
  work: (house: House) => Promise<Result>,
  log: Log = { logger: forVerbose(context.output) },
): Promise<Result> {
  const [settings, { createContainer, tokens }] = await Promise.all([
    loadSettings(context),
    import('@oauth-tokens/core/container'),
  ])
  const container = createContainer({ ...managerOptions(context, settings), ...log })
  const manager = container.resolve<TokenManager>(tokens.manager)
  const store = container.resolve<TokenStore>(tokens.store)
  return closing(context, manager, () => work({ manager, settings, store }))
}

async function closing<Result>(
  context: CommandContext,
  manager: TokenManager,
  work: () => Promise<Result>,
): Promise<Result> {
  manager.on('rescued', ({ connection }) =>
    context.output.warning(
      phrase`The store did not take the new tokens of ${connection}; they are in the rescue folder of this machine, and are saved as soon as the store works again.`,
    ),
  )
  try {
    return await work()
  } finally {
    await context.interruption.finishing(manager.close())
  }
}

/** What went wrong is told by the command's own error or warning, and a log would only say it twice; errors need somebody. */
function forVerbose({ detail, warning }: Output): Logger {
  const verbose = (line: string) => detail(joined([line]))
  return { debug: verbose, info: verbose, warn: verbose, error: (line) => warning(joined([line])) }
}

function managerOptions({ clock, env, interruption }: CommandContext, settings: Settings): ManagerOptions {
  const { store, encryptionKeys, refreshMargin, rescueDir, allowHosts, notify, reauthorizationLink } =
    settings
  const adapters = new Map<string, Promise<ProviderAdapter>>()
  const adapterOf = async (id: string) => {
    const provider = settings.providers.find((one) => one.id === id)
    if (!provider) return undefined
    const adapter =
      adapters.get(id) ?? loadProvider(settings, provider).then((made) => uncut(made, interruption))
    adapters.set(id, adapter)
    return adapter
  }
  return {
    store,
    providers: adapterOf,
    ...(encryptionKeys && { encryptionKeys }),
    ...(refreshMargin !== undefined && { refreshMargin }),
    ...(rescueDir !== undefined && { rescueDir }),
    ...(allowHosts && { allowHosts }),
    ...(notify && {
      notify: 'command' in notify ? { ...notify, env: withoutOwnSecrets(env, settings) } : notify,
    }),
    ...(reauthorizationLink !== undefined && {
      reauthorizationLink: (connection) =>
        reauthorizationLink.replaceAll('{connection}', encodeURIComponent(connection)),
    }),
    ...(clock && { clock }),
  }
}

/** Lets the interruption know of calls that spend something. Copied by descriptors: not all of it is enumerable. */
function uncut(adapter: ProviderAdapter, interruption: Interruption): ProviderAdapter {
  const counted = Object.defineProperties({}, Object.getOwnPropertyDescriptors(adapter)) as ProviderAdapter
  const { identify, device, clientCredentials, revoke } = adapter
  return Object.assign(counted, {
    exchange: (request) => interruption.uncut(() => adapter.exchange(request)),
    refresh: (request) => interruption.uncut(() => adapter.refresh(request)),
    ...(clientCredentials && {
      clientCredentials: (request) => interruption.uncut(() => clientCredentials.call(adapter, request)),
    }),
    ...(revoke && { revoke: (request) => interruption.uncut(() => revoke.call(adapter, request)) }),
    ...(device && {
      device: { ...device, poll: (request) => interruption.uncut(() => device.poll(request)) },
    }),
    ...(identify && { identify: (request) => interruption.uncut(() => identify.call(adapter, request)) }),
  } satisfies Partial<ProviderAdapter>)
}
