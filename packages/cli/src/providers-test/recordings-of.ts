import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigurationError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { readConfigFile } from '../config/read-config-file.ts'
import { generatedRecordings } from './generated-recordings.ts'
import { type CheckedRecordings, checkRecordings } from './recordings-schema.ts'
import type { Subject } from './subject-of.ts'

/** What the provider answers. `from`: the file that tells it; without one it is made up. */
export async function recordingsOf(
  { cwd }: CommandContext,
  flag: string | undefined,
  { beside, declaration }: Subject,
): Promise<{ from?: string; recordings: CheckedRecordings }> {
  const named = flag === undefined ? undefined : resolve(cwd, flag)
  if (named !== undefined && !existsSync(named)) {
    throw new ConfigurationError(phrase`There is no file ${named}; --recordings names it.`, {
      code: 'recordings_not_found',
    })
  }
  const from = named ?? (beside && existsSync(beside) ? beside : undefined)
  if (from === undefined) return { recordings: generatedRecordings(declaration) }
  return { from, recordings: checkRecordings(await readConfigFile(from), from) }
}
