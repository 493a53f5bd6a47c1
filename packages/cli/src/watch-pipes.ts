import type { Writable } from 'node:stream'
import type { Context } from './context.ts'

export interface Pipes {
  /** Resolves when everything was written; with the error if that could not be, and it matters. */
  written(): Promise<Error | undefined>
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
      return failure && new Error(`stdout cannot be written to (${failure.code}).`)
    },
  }
}

function flushed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve()
    else stream.write('', () => resolve())
  })
}
