import { createInterface } from 'node:readline'
import type { CommandContext } from './command.ts'

/** Everything on stdin, as text. */
export async function readAll(context: CommandContext): Promise<string> {
  return (await readBytes(context)).toString('utf8')
}

/** Everything on stdin, byte by byte. */
export async function readBytes({ stdin, signal }: CommandContext): Promise<Buffer> {
  const chunks: Buffer[] = []
  const stop = () => stdin.destroy()
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
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
export async function readLine(context: CommandContext, question: string): Promise<string | undefined> {
  return (await readLines(context, [question]))[0]
}

/** The first lines on stdin, one for each question that a terminal is asked; fewer when it ends. */
export function readLines(
  { stdin, stderr, signal }: CommandContext,
  questions: readonly string[],
): Promise<string[]> {
  if (signal.aborted) return Promise.reject(signal.reason)
  const lines = createInterface({ input: stdin, output: stderr, terminal: false })
  const read: string[] = []
  const ask = () => {
    if (stdin.isTTY) stderr.write(questions[read.length] ?? '')
  }
  ask()
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      // Closing ends in here again; the first to settle counts.
      settle()
      signal.removeEventListener('abort', abort)
      lines.close()
      // An open pipe would keep the process alive for lines that nobody reads.
      stdin.destroy()
    }
    const abort = () => finish(() => reject(signal.reason))
    lines.on('line', (line) => {
      if (line.trim() !== '') read.push(line.trim())
      if (read.length === questions.length || line.trim() === '') finish(() => resolve(read))
      else ask()
    })
    lines.once('close', () => finish(() => resolve(read)))
    signal.addEventListener('abort', abort, { once: true })
  })
}
