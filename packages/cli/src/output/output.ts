import type { Writable } from 'node:stream'
import { clean } from './clean.ts'

export interface OutputOptions {
  json: boolean
  quiet: boolean
  verbose: boolean
  /** stderr is read by a person. */
  terminal: boolean
}

/** stdout is for data, which scripts read; everything said to a person goes to stderr. */
export interface Output {
  readonly json: boolean
  /** A line of data. */
  line(text: string): void
  /** One JSON document, on a line of its own. */
  document(value: unknown): void
  /** Progress and comfort: only on a terminal, and not with --json or --quiet. */
  note(text: string): void
  /** A line of a running log; not with --quiet. */
  log(text: string): void
  /** With --verbose only. */
  detail(text: string): void
  warning(text: string): void
  /** A line on stderr whatever the flags, as it is: a prompt, a link to open, an error. */
  say(text: string): void
}

export function createOutput(stdout: Writable, stderr: Writable, options: OutputOptions): Output {
  const say = (text: string) => void stderr.write(`${text}\n`)
  return {
    json: options.json,
    line: (text) => void stdout.write(`${text}\n`),
    document: (value) => void stdout.write(`${JSON.stringify(value)}\n`),
    note: (text) => {
      if (options.terminal && !options.json && !options.quiet) say(clean(text))
    },
    log: (text) => {
      if (!options.quiet) say(clean(text))
    },
    detail: (text) => {
      if (options.verbose) say(clean(text))
    },
    warning: (text) => say(`warning: ${clean(text)}`),
    say,
  }
}
