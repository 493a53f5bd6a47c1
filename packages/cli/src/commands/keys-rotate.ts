import type { KeyRotation, KeyUse } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { describeError } from '../output/describe-error.ts'
import { facts } from '../output/facts.ts'
import { progressOn } from '../output/progress.ts'

/** Seals every connection with the first key; goes on where an earlier run ended. */
export const keysRotate: Command<CommandOptions['keys rotate']> = async (context) => {
  const { output, signal, interruption } = context
  interruption.explainedBy(
    phrase`finishing the connection in hand; again to stop at once: nothing is lost, the next run goes on from here`,
  )
  await withManager(context, async ({ manager }) => {
    // The rotation itself tells which cannot be read, and seals the others.
    const keys = await manager.keysInUse({ onDamaged() {} })
    let soFar = nothingYet(keys)
    const bar = progressOn(context, phrase`Sealed anew`, waiting(keys))
    try {
      soFar = await manager.rotateKeys({
        signal,
        onProgress: (rotation) => {
          soFar = rotation
          bar.show(rotation.reencrypted + rotation.failed.length, rotation.failed.length)
        },
      })
    } catch (error) {
      bar.end()
      if (!signal.aborted) throw error
      report(context, soFar)
      output.log(
        phrase`Stopped between two connections. Run \`oauth-tokens keys rotate\` again: it goes on from here.`,
      )
      throw signal.reason
    }
    bar.end()
    report(context, soFar)
    advise(context, soFar, keys)
    const [first] = soFar.failed
    if (first) throw first.error
  })
}

function nothingYet(keys: readonly KeyUse[]): KeyRotation {
  const key = keys.find(({ role }) => role === 'seals')?.id ?? ''
  return { key, reencrypted: 0, already: 0, rescued: 0, failed: [] }
}

/** How many connections are sealed with another key than the first. */
function waiting(keys: readonly KeyUse[]): number {
  return keys.filter(({ role }) => role !== 'seals').reduce((sum, { connections }) => sum + connections, 0)
}

function report({ output, signal }: CommandContext, rotation: KeyRotation): void {
  const { key, reencrypted, already, rescued, failed } = rotation
  const failures = failed.map(({ connection, error }) => ({ connection, error: describeError(error) }))
  if (output.json) {
    output.document({ key, reencrypted, already, rescued, failed: failures })
    return
  }
  const lines = facts(output, [
    [phrase`key`, key],
    [phrase`sealed anew`, String(reencrypted)],
    [phrase`already so`, String(already)],
    [phrase`rescued sets`, String(rescued)],
    [phrase`failed`, String(failed.length)],
  ])
  for (const line of lines) output.line(line)
  // Unless it was stopped, the first is told by the command's own error.
  for (const { connection, error } of failures.slice(signal.aborted ? 0 : 1))
    output.warning(phrase`${connection}: ${error.message}`)
}

function advise({ output }: CommandContext, { key, reencrypted, failed }: KeyRotation, keys: KeyUse[]): void {
  if (failed.length > 0) return
  if (keys.length === 1) {
    output.note(
      phrase`There is one key only. To change it, first append a new one in every process (OAUTH_TOKENS_KEY=OLD,NEW), so that all can open what it seals; then put it first everywhere (NEW,OLD), and run this again.`,
    )
  }
  if (keys.length > 1 && reencrypted > 0)
    output.note(phrase`Everything is sealed with ${key}. \`oauth-tokens keys list\` shows which keys may go.`)
}
