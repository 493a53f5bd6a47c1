import type { ImportPreview } from '@oauth-tokens/core'
import { phrase, type Said } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { describeError } from '../output/describe-error.ts'
import { table } from '../output/table.ts'
import type { FinishedImport, PlannedImport } from './planned-import.ts'

/** Prints what was imported; the first failure decides the status. @throws it */
export function reportImports(context: CommandContext, finished: readonly FinishedImport[]): void {
  const { output } = context
  if (output.json) output.document(finished.map((one) => one.connection ?? failureOf(one)))
  for (const { where, connection, preview } of finished) {
    if (!connection) continue
    if (!output.json) output.line(connection.id)
    warnOfSameGrant(context, where, connection.id, preview)
    if (preview.replaces)
      output.note(phrase`${connection.id} replaces generation ${preview.replaces.generation} of before.`)
  }
  throwFirst(context, finished)
}

/** Prints what an import would do. @throws the first refusal, so that a script can tell by the status */
export function reportPreviews(context: CommandContext, plan: readonly PlannedImport[]): void {
  const { output } = context
  if (output.json) output.document(plan.map(previewOf))
  else for (const line of table(output, heading, plan.map(row))) output.line(line)
  for (const { where, preview } of plan)
    warnOfSameGrant(context, where, preview.connection ?? preview.provider, preview)
  throwFirst(
    context,
    plan.map((entry) => ({ ...entry, error: entry.preview.refused })),
  )
}

const heading = [phrase`CONNECTION`, phrase`WOULD BE`, phrase`FROM`]

function row({ where, preview }: PlannedImport): Said[] {
  return [preview.connection ?? preview.provider, plannedAction(preview), where]
}

function plannedAction({ refused, replaces }: ImportPreview): Said {
  if (refused) return phrase`refused: ${refused.code}`
  return replaces
    ? phrase`new tokens, instead of generation ${replaces.generation}`
    : phrase`a new connection`
}

function previewOf({ where, preview }: PlannedImport): object {
  const { refused, connection, account, label, provider, replaces, sameGrantAs } = preview
  return {
    ...(connection !== undefined && { id: connection }),
    provider,
    ...(account !== undefined && { account }),
    ...(label !== undefined && { label }),
    action: refused ? 'refuse' : replaces ? 'replace' : 'add',
    ...(replaces && { replaces: { generation: replaces.generation, status: replaces.status } }),
    ...(sameGrantAs !== undefined && { sameGrantAs }),
    where,
    ...(refused && { error: describeError(refused) }),
  }
}

function failureOf({ where, preview, error }: FinishedImport): object {
  return {
    ...(preview.connection !== undefined && { id: preview.connection }),
    provider: preview.provider,
    where,
    error: describeError(error),
  }
}

/** Refused already where tokens work once; elsewhere two names of one grant are no danger, but seldom meant. */
function warnOfSameGrant(
  { output }: CommandContext,
  where: Said,
  connection: string,
  { sameGrantAs, refused }: ImportPreview,
): void {
  if (sameGrantAs === undefined || refused) return
  output.warning(
    phrase`${where}: ${connection} has the same refresh token as ${sameGrantAs}, which is stored already: one grant under two names.`,
  )
}

/** The last thing said is the error itself; what failed after it would go unheard. */
function throwFirst({ output }: CommandContext, finished: readonly FinishedImport[]): void {
  const [first, ...others] = finished.filter(({ error }) => error !== undefined)
  if (!first) return
  if (!output.json) {
    for (const { where, error } of others) output.warning(phrase`${where}: ${describeError(error).message}`)
    if (finished.length > 1) output.warning(phrase`${first.where} was not imported:`)
  }
  throw first.error
}
