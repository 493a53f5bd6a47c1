import type { Writable } from 'node:stream'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { Context } from './context.ts'

export interface Pipes {
  /** Resolves when everything was written; with the error if that could not be, and it matters. */
  written(): Promise<Error | undefined>
}

/** What was to be printed is lost, or part of it. Status 1: none of the others is to blame. */
class OutputError extends Error {
  override readonly name = 'OutputError'
  readonly code = 'output_failed'
  /** The message with its parts apart. Not enumerable. */
  declare readonly phrase: Phrase

  constructor(reason: string | undefined) {
    const message =
      reason === 'ENOSPC'
        ? phrase`The output could not be written: the disk is full (${reason}). Make room, and run it again.`
        : phrase`The output could not be written (${reason}): look at where stdout leads, and run it again.`
    super(String(message))
    Object.defineProperty(this, 'phrase', { value: message })
  }
}

/** Makes `| head -1` quiet: a reader that went away is no error of ours. A full disk is. */
export function watchPipes({ stdout, stderr }: Context, closed: () => void): Pipes {
  let failure: NodeJS.ErrnoException | undefined
  // Never taken off again: a write may still fail after the command has ended.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') closed()
    else failure ??= error
  })
  // Nothing can be said any more to whom it might concern.
  stderr.on('error', () => {})
  return {
    async written() {
      await flushed(stdout)
      return failure && new OutputError(failure.code)
    },
  }
}

function flushed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve()
    else stream.write('', () => resolve())
  })
}
