import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { largestTransfer } from '../export/largest-transfer.ts'
import { readStream } from '../input.ts'
import { unreadableFile } from '../unreadable-file.ts'
import { UsageError } from '../usage-error.ts'

/** What messages call the input. */
export function sourceName(file: string | undefined): string {
  return file === undefined || file === '-' ? 'stdin' : file
}

/** The whole of a file or of stdin. @throws UsageError when it cannot be read or is too large to be tokens */
export async function readSource(context: CommandContext, file: string | undefined): Promise<Buffer> {
  const source = sourceName(file)
  if (source === 'stdin') {
    if (context.stdin.isTTY)
      context.output.note(phrase`Paste the tokens, then press Ctrl-D on a line of its own.`)
    return bounded(context, context.stdin, source)
  }
  try {
    return await bounded(context, createReadStream(resolve(context.cwd, source)), source)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof UsageError || code === undefined || context.signal.aborted) throw error
    throw new UsageError(unreadableFile(source, error), { code: 'unreadable_file' })
  }
}

function bounded({ signal }: CommandContext, stream: Readable, source: string): Promise<Buffer> {
  return readStream(stream, signal, (length) => {
    if (length > largestTransfer) throw tooLarge(source)
  })
}

function tooLarge(source: string): UsageError {
  return new UsageError(
    phrase`${source} is larger than ${largestTransfer / 1024 ** 2} MiB. Nothing was imported. If it is tokens, import it in parts.`,
    { code: 'invalid_import' },
  )
}
