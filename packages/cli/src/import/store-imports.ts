import type { TokenManager } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { progressOn } from '../output/progress.ts'
import type { FinishedImport, PlannedImport } from './planned-import.ts'
import { present } from './read-members.ts'

/** Imports what is not refused; a failure does not stop the others. Starts no more once the command shall end. */
export async function storeImports(
  context: CommandContext,
  manager: TokenManager,
  plan: readonly PlannedImport[],
  force: boolean,
): Promise<FinishedImport[]> {
  const bar = progressOn(context, phrase`Imported`, plan.length > 1 ? plan.length : 0)
  const finished: FinishedImport[] = []
  for (const entry of plan) {
    if (context.signal.aborted) break
    finished.push(await store(manager, entry, force))
    bar.show(finished.length)
  }
  bar.end()
  return finished
}

async function store(manager: TokenManager, entry: PlannedImport, force: boolean): Promise<FinishedImport> {
  const { refused, account, label, params } = entry.preview
  if (refused) return { ...entry, error: refused }
  try {
    // Whose they are was found out already, if it was asked for.
    const tokens = { ...entry.tokens, ...present({ account, label, params }) }
    return { ...entry, connection: await manager.import(tokens, { force }) }
  } catch (error) {
    return { ...entry, error }
  }
}
