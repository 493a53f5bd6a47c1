import { type Connection, parseConnectionId, type TokenManager } from '@oauth-tokens/core'
import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { allConnections } from '../all-connections.ts'
import type { CommandContext } from '../command.ts'
import type { Settings } from '../config/settings.ts'
import { relativeTime } from '../output/relative-time.ts'
import { type Finding, failedBy } from './finding.ts'

const area = 'connections'

/** Connections that need somebody, or soon may. */
export async function checkConnections(
  manager: TokenManager,
  { providers }: Settings,
  { signal, now: clock }: Pick<CommandContext, 'signal' | 'now'>,
): Promise<Finding[]> {
  try {
    const { connections, damage } = await allConnections(manager, signal)
    const now = clock()
    const configured = new Set(providers.map(({ id }) => id))
    const troubles = connections.flatMap((connection) => trouble(connection, configured, now))
    if (damage) troubles.unshift(failedBy(damage, area))
    if (troubles.length > 0) return troubles
    return [{ area, level: 'ok', detail: phrase`${connections.length} in the store; none is in trouble.` }]
  } catch (error) {
    signal.throwIfAborted()
    return [failedBy(error, area)]
  }
}

function trouble(
  { id, status, refreshExpiresAt }: Connection,
  configured: ReadonlySet<string>,
  now: number,
): Finding[] {
  const { provider, account } = parseConnectionId(id)
  const found = (detail: Said, advice: Said): Finding[] => [
    { area, level: 'warning', connection: id, provider, detail, advice },
  ]
  if (!configured.has(provider)) {
    const advice = phrase`Configure provider ${provider}, or drop it: oauth-tokens forget ${id}`
    return found(phrase`Its provider is not configured here, so nobody can refresh it here.`, advice)
  }
  const login = `oauth-tokens login ${provider} --account ${account}`
  switch (status) {
    case 'active':
    case 'external':
      return endsSoon(refreshExpiresAt, now)
        ? found(phrase`Its owner must consent again ${relativeTime(refreshExpiresAt, now)}.`, login)
        : []
    case 'reauthorization-required':
      return found(phrase`Its owner must consent again.`, login)
    case 'revoked':
      return found(phrase`Its consent was ended.`, phrase`${login}, or oauth-tokens forget ${id}`)
    case 'rate-limited':
      return found(
        phrase`The provider asked to slow down; it is tried again by itself.`,
        `oauth-tokens explain ${id}`,
      )
    case 'in-doubt':
      return found(
        phrase`Nobody knows how its last refresh ended; it is tried again by itself.`,
        `oauth-tokens explain ${id}`,
      )
    case 'degraded':
      return found(phrase`Refreshing it fails; it is tried again by itself.`, `oauth-tokens explain ${id}`)
  }
}

/** Less than a week: whoever must consent has to be asked now. */
function endsSoon(end: Date | undefined, now: number): end is Date {
  return end !== undefined && end.getTime() - now < 7 * 24 * 60 * 60 * 1000
}
