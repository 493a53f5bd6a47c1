import type { Readable } from 'node:stream'
import type { Said } from '@oauth-tokens/core/phrase'
import type { CommandContext } from './command.ts'
import { openLines } from './line-reader.ts'

/** Everything on stdin, as text. */
export async function readAll(context: CommandContext): Promise<string> {
  return (await readBytes(context)).toString('utf8')
}

/** Everything on stdin, byte by byte. */
export function readBytes({ stdin, signal }: CommandContext): Promise<Buffer> {
  return readStream(stdin, signal)
}

/** A stream to its end, or to the end of the command. `check` is told how much there is so far, and may throw. */
export async function readStream(
  stream: Readable,
  signal: AbortSignal,
  check: (length: number) => void = () => {},
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  const stop = () => stream.destroy()
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk)
      length += bytes.length
      check(length)
      chunks.push(bytes)
    }
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
  signal.throwIfAborted()
  return Buffer.concat(chunks)
}

/** The first line on stdin; undefined when there is none. On a terminal, `question` is asked first. */
export async function readLine(context: CommandContext, question: Said): Promise<string | undefined> {
  return (await readLines(context, [question]))[0]
}

/** The first lines on stdin, one for each question that a terminal is asked; fewer when it ends, or at an empty one. */
export async function readLines(context: CommandContext, questions: readonly Said[]): Promise<string[]> {
  const lines = openLines(context)
  const read: string[] = []
  try {
    for (const question of questions) {
      const line = await lines.next(question)
      if (!line) break
      read.push(line)
    }
    return read
  } finally {
    lines.close()
  }
}
