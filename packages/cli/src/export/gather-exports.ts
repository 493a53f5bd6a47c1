import {
  type Connection,
  type ExportedTokens,
  parseConnectionId,
  type TokenManager,
} from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { allConnections } from '../all-connections.ts'
import type { CommandContext } from '../command.ts'
import { UsageError } from '../usage-error.ts'

export interface Gathered {
  exported: ExportedTokens[]
  /** In the order in which they failed. */
  failed: { connection: string; error: unknown }[]
}

/** Reads the tokens of these connections, or of all that have any; what cannot be read does not stop the others. */
export async function gatherExports(
  context: CommandContext,
  manager: TokenManager,
  ids: readonly string[],
): Promise<Gathered> {
  const gathered: Gathered = { exported: [], failed: [] }
  for (const id of ids.length > 0 ? new Set(ids) : await idsOfAll(context, manager, gathered)) {
    context.signal.throwIfAborted()
    try {
      parseConnectionId(id)
      warnOfState(context, await manager.connection(id))
      gathered.exported.push(await manager.exportTokens(id))
    } catch (error) {
      gathered.failed.push({ connection: id, error })
    }
  }
  if (gathered.exported.length === 0 && gathered.failed.length === 0)
    throw new UsageError(phrase`There is no connection with tokens to export.`, { code: 'nothing_to_export' })
  return gathered
}

async function idsOfAll(
  { output, signal }: CommandContext,
  manager: TokenManager,
  { failed }: Gathered,
): Promise<string[]> {
  const { connections, damage } = await allConnections(manager, signal)
  if (damage) failed.push({ connection: damage.connection, error: damage })
  const without = connections.filter(({ status }) => status === 'revoked' || status === 'external')
  for (const { id, status } of without)
    output.warning(phrase`${id} is left out: it is ${status}, and has no tokens here.`)
  return connections.filter((one) => !without.includes(one)).map(({ id }) => id)
}

function warnOfState({ output }: CommandContext, { id, status }: Connection): void {
  if (status === 'reauthorization-required')
    output.warning(phrase`${id} is exported, but its owner must consent again before it can be refreshed.`)
  if (status === 'in-doubt') {
    output.warning(
      phrase`${id} is exported, but an answer to a refresh was lost: its refresh token may be spent already.`,
    )
  }
}
