import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { describeError } from '../output/describe-error.ts'
import { connectionOf } from './forget-exported.ts'
import type { Gathered } from './gather-exports.ts'

/** Where tokens were written to a file, stdout has room for which they were. */
export function reportFile(
  { output }: CommandContext,
  file: string,
  { exported, failed }: Gathered,
  forgotten: readonly string[] | undefined,
): void {
  const ids = exported.map(connectionOf)
  if (output.json) {
    output.document({
      file,
      exported: ids,
      ...(forgotten && { forgotten }),
      failed: failed.map(({ connection, error }) => ({ connection, error: describeError(error) })),
    })
  } else {
    for (const id of ids) output.line(id)
  }
  output.note(phrase`Connections written to ${file}: ${ids.length}.`)
  if (forgotten)
    output.note(
      phrase`Forgotten here: ${forgotten.length}. That file is all there is of them: keep it until it is imported.`,
    )
}

/** @throws the first failure, which is the last thing said */
export function throwFirstFailure({ output }: CommandContext, { failed }: Gathered): void {
  const [first, ...others] = failed
  for (const { connection, error } of others)
    output.warning(phrase`${connection}: ${describeError(error).message}`)
  if (first) throw first.error
}
