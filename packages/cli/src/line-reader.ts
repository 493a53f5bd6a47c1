import { createInterface } from 'node:readline'
import type { Said } from '@oauth-tokens/core/phrase'
import type { CommandContext } from './command.ts'

export interface LineReader {
  /**
   * The next line on stdin without spaces around it; undefined when there are no more. On a terminal the question is asked
   * first. Rejects when the command is stopped, or with the reason of `ended`, which takes the question away.
   */
  next(question: Said, ended?: AbortSignal): Promise<string | undefined>
  /** Prints something while a question stands open. */
  above(print: () => void): void
  /** Reads no more of stdin. */
  close(): void
}

/** Takes the line of an open question away, and what was typed behind it. */
const wipe = '\r\u001b[J'

/** Reads stdin line by line. What comes while nobody asks is kept. */
export function openLines({ stdin, stderr, signal, output, interruption }: CommandContext): LineReader {
  // With its own editing: a terminal's line ends at 4095 bytes, or 1024 on macOS, and a pasted address may be longer.
  const editing = stdin.isTTY === true && stderr.isTTY === true
  const lines = createInterface({ input: stdin, output: stderr, terminal: editing, historySize: 0 })
  const early: string[] = []
  let ended = false
  let asked: ((line: string | undefined) => void) | undefined
  lines.on('line', (line) => {
    if (asked) asked(line.trim())
    else early.push(line.trim())
  })
  lines.once('close', () => {
    ended = true
    // Ctrl-D leaves the cursor behind the question.
    if (editing && asked) stderr.write('\n')
    asked?.(undefined)
  })
  lines.on('SIGINT', () => interruption.interrupt())

  return {
    next(question, giveUp) {
      const stop = giveUp ? AbortSignal.any([signal, giveUp]) : signal
      if (stop.aborted) return Promise.reject(stop.reason)
      const [line] = early.splice(0, 1)
      if (line !== undefined || ended) return Promise.resolve(line)
      if (editing) {
        lines.setPrompt(output.text(question))
        lines.prompt()
      }
      return new Promise((resolve, reject) => {
        const settle = () => {
          asked = undefined
          stop.removeEventListener('abort', abort)
        }
        const abort = () => {
          settle()
          if (editing) {
            lines.write(null, { ctrl: true, name: 'u' })
            stderr.write(wipe)
          }
          reject(stop.reason)
        }
        asked = (line) => {
          settle()
          resolve(line)
        }
        stop.addEventListener('abort', abort, { once: true })
      })
    },
    above(print) {
      if (editing && asked) stderr.write(wipe)
      print()
      if (editing && asked) lines.prompt(true)
    },
    close() {
      lines.close()
      // An open pipe would keep the process alive for lines that nobody reads.
      stdin.destroy()
    },
  }
}
