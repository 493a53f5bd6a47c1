import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { checkConfiguration } from '../doctor/check-configuration.ts'
import { checkConnections } from '../doctor/check-connections.ts'
import { checkEnvironment } from '../doctor/check-environment.ts'
import { checkFiles } from '../doctor/check-files.ts'
import { checkKeySource } from '../doctor/check-key-source.ts'
import { checkKeys } from '../doctor/check-keys.ts'
import { checkProvider } from '../doctor/check-provider.ts'
import { checkRedirects } from '../doctor/check-redirects.ts'
import { checkRescue } from '../doctor/check-rescue.ts'
import { checkLiveStore } from '../doctor/check-store.ts'
import { type Finding, failedBy } from '../doctor/finding.ts'
import { reportFindings } from '../doctor/report-findings.ts'
import { inOrder } from '../in-order.ts'

/** Providers are tried so many at a time. */
const concurrency = 8

/** Looks at everything that keeping tokens alive depends on, and says what to do. */
export const doctor: Command<CommandOptions['doctor']> = async (context) => {
  const { findings, settings } = await checkConfiguration(context)
  const environment = checkEnvironment(context)
  if (!settings) return reportFindings(context, [...findings, ...environment])
  const files = checkFiles(settings)
  const [stored, providers] = await Promise.all([
    checkStored(context),
    inOrder(settings.providers, concurrency, context.signal, (one) => checkProvider(context, settings, one)),
  ])
  context.signal.throwIfAborted()
  const redirects = await checkRedirects(settings)
  reportFindings(context, [
    ...findings,
    ...environment,
    ...files,
    ...checkKeySource(settings),
    ...stored.keys,
    ...stored.store,
    ...checkRescue(settings),
    ...providers,
    ...redirects,
    ...stored.connections,
  ])
}

type Stored = Record<'keys' | 'store' | 'connections', Finding[]>

async function checkStored(context: CommandContext): Promise<Stored> {
  const found: Stored = { keys: [], store: [], connections: [] }
  try {
    await withManager(context, async ({ manager, settings }) => {
      found.keys = await checkKeys(manager)
      context.signal.throwIfAborted()
      found.store = await checkLiveStore(manager)
      context.signal.throwIfAborted()
      found.connections = await checkConnections(manager, settings, context)
    })
  } catch (error) {
    context.signal.throwIfAborted()
    // Neither the store's address nor the keys were tried yet: their settings are wrong.
    const area = (error as { code?: string }).code === 'store_setting' ? 'store' : 'keys'
    found[area] = [...found[area], failedBy(error, area)]
  }
  return found
}
