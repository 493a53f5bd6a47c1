import { type Connection, parseConnectionId, type TokenManager } from '@oauth-tokens/core'
import { allConnections } from '../all-connections.ts'
import type { Settings } from '../config/settings.ts'
import { type Finding, failedBy } from './finding.ts'

const area = 'connections'

/** Connections that need somebody, or soon may. */
export async function checkConnections(
  manager: TokenManager,
  { providers }: Settings,
  signal: AbortSignal,
): Promise<Finding[]> {
  try {
    const all = await allConnections(manager, signal)
    const configured = new Set(providers.map(({ id }) => id))
    const troubles = all.flatMap((connection) => trouble(connection, configured))
    if (troubles.length > 0) return troubles
    return [{ area, level: 'ok', detail: `Connections: ${all.length}; none is in trouble.` }]
  } catch (error) {
    signal.throwIfAborted()
    return [failedBy(error, area)]
  }
}

function trouble({ id, status }: Connection, configured: ReadonlySet<string>): Finding[] {
  const { provider, account } = parseConnectionId(id)
  const found = (detail: string, advice: string): Finding[] => [
    { area, level: 'warning', connection: id, provider, detail, advice },
  ]
  if (!configured.has(provider)) {
    const advice = `Configure provider ${provider}, or drop it: oauth-tokens forget ${id}`
    return found('its provider is not configured here, so nobody can refresh it here.', advice)
  }
  const login = `oauth-tokens login ${provider} --account ${account}`
  switch (status) {
    case 'active':
    case 'external':
      return []
    case 'reauthorization-required':
      return found('its owner must consent again.', login)
    case 'revoked':
      return found('its consent was ended.', `${login}, or oauth-tokens forget ${id}`)
    case 'rate-limited':
      return found(
        'the provider asked to slow down; it is tried again by itself.',
        `oauth-tokens explain ${id}`,
      )
    case 'in-doubt':
      return found('nobody knows how its last refresh ended.', `oauth-tokens explain ${id}`)
    case 'degraded':
      return found('refreshing it fails; it is tried again by itself.', `oauth-tokens explain ${id}`)
  }
}
