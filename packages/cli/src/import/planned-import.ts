import type { Connection, ImportedTokens, ImportPreview } from '@oauth-tokens/core'
import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { importProblem } from './import-problem.ts'

/** An entry of the input, and what importing it would do. */
export interface PlannedImport {
  where: Said
  tokens: ImportedTokens
  preview: ImportPreview
}

/** What became of it; neither when the command was stopped before. */
export interface FinishedImport extends PlannedImport {
  connection?: Connection
  error?: unknown
}

/** @throws UsageError when two entries would become one connection, or live on one refresh token */
export function refuseTwice(plan: readonly PlannedImport[], force: boolean): void {
  const connections = new Map<string, PlannedImport>()
  const grants = new Map<string, PlannedImport>()
  for (const entry of plan) {
    const { connection } = entry.preview
    const { refreshToken } = entry.tokens
    const other = connection && connections.get(connection)
    if (other) {
      throw importProblem(
        entry.where,
        phrase`the tokens of ${connection} are in ${other.where} too, and only one of them can be the newest`,
      )
    }
    const same = refreshToken && !force && grants.get(refreshToken)
    if (same) {
      throw importProblem(
        entry.where,
        phrase`it has the same refresh token as ${same.where}: one grant under two names (with --force it is imported all the same)`,
      )
    }
    if (connection) connections.set(connection, entry)
    if (refreshToken) grants.set(refreshToken, entry)
  }
}
