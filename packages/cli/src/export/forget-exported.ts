import type { ExportedTokens, TokenManager } from '@oauth-tokens/core'
import type { CommandContext } from '../command.ts'
import type { Gathered } from './gather-exports.ts'

/** Forgets what is safely in a file, unless a newer set has come meanwhile. Adds to the failures, and says which are gone. */
export async function forgetExported(
  { signal }: CommandContext,
  manager: TokenManager,
  { exported, failed }: Gathered,
): Promise<string[]> {
  const forgotten: string[] = []
  for (const tokens of exported) {
    if (signal.aborted) break
    const id = connectionOf(tokens)
    const { lineage, generation } = tokens
    try {
      await manager.forget(id, { only: { lineage, generation } })
      forgotten.push(id)
    } catch (error) {
      failed.push({ connection: id, error })
    }
  }
  return forgotten
}

export function connectionOf({ provider, account }: ExportedTokens): string {
  return `${provider}:${account}`
}
