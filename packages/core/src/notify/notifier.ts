import type { ConnectionStatus } from '../connection/connection.ts'
import type { TokenEvent } from '../events.ts'
import type { Logger } from '../logger.ts'
import { phrase } from '../phrase.ts'
import type { TokenStore } from '../store/token-store.ts'
import { commandDelivery } from './command-delivery.ts'
import { type Deliver, type NotifyOptions, notifyError } from './notification.ts'
import { webhookDelivery } from './webhook-delivery.ts'

/** What telling needs of the manager. */
export interface NotifierPorts {
  store: TokenStore
  logger: Logger
  /** Aborted when the manager closes. */
  closing: AbortSignal
  /** The status of a connection as stored; undefined when it is gone. */
  status(connection: string): Promise<ConnectionStatus | undefined>
}

/** Tells once for each change of a connection's status, whichever of many processes saw it. Never throws. */
export type Notifier = (event: TokenEvent) => Promise<void>

export function notifier(options: NotifyOptions, ports: NotifierPorts): Notifier {
  const deliver = deliveryOf(options)
  /** One after the other: the last thing said of a connection is then the last that happened. */
  const working = new Map<string, Promise<void>>()
  return (event) => {
    const { connection } = event
    const work = (working.get(connection) ?? Promise.resolve())
      .then(() => tell(event, deliver, ports))
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : 'an unexpected failure'
        ports.logger.warn(`notify: ${connection} ${event.type} was not delivered: ${why}.`)
      })
      .finally(() => {
        if (working.get(connection) === work) working.delete(connection)
      })
    working.set(connection, work)
    return work
  }
}

async function tell(event: TokenEvent, deliver: Deliver, ports: NotifierPorts): Promise<void> {
  const { at, cause, endsAt, ...facts } = event
  const status = await ports.status(event.connection)
  if (status === undefined) return
  const before = await noteStatus(ports.store, event.connection, status)
  // A warning ahead of time was claimed by whoever raised the event; all else is told when the status is another.
  if (event.type !== 'reauthorization-due' && before === undefined) return
  const notification = {
    ...facts,
    at: at.toISOString(),
    status,
    ...(before !== undefined && { before }),
    ...(cause && { cause: { name: cause.name, ...(cause.code !== undefined && { code: cause.code }) } }),
    ...(endsAt && { endsAt: endsAt.toISOString() }),
  }
  try {
    await deliver(notification, ports.closing)
  } catch (error) {
    // Taken back, so that the next event of this connection tells it.
    if (before !== undefined) await ports.store.swapNote(keyOf(event.connection), status, before)
    throw error
  }
}

/** Notes the status; answers with the one that was told before, if this process is the one to tell the change. */
async function noteStatus(
  store: TokenStore,
  connection: string,
  status: ConnectionStatus,
): Promise<string | undefined> {
  const key = keyOf(connection)
  const { value } = await store.readNote(key)
  const before = value ?? 'active'
  if (before === status) return undefined
  return (await store.swapNote(key, value, status)) ? before : undefined
}

function keyOf(connection: string): string {
  return `told:${connection}`
}

function deliveryOf(options: NotifyOptions): Deliver {
  if ('command' in options && Array.isArray(options.command)) return commandDelivery(options)
  if ('url' in options && typeof options.url === 'string' && typeof options.secret === 'string') {
    return webhookDelivery(options.url, options.secret)
  }
  throw notifyError(phrase`is neither a command nor a webhook`)
}
