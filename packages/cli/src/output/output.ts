import type { Writable } from 'node:stream'
import { type Phrase, phrase, type Said } from '@oauth-tokens/core/phrase'
import type { Language } from '../language/language.ts'
import { clean } from './clean.ts'

export interface OutputOptions {
  json: boolean
  quiet: boolean
  verbose: boolean
  /** stderr is read by a person. */
  terminal: boolean
  language: Language
}

/** stdout is for data, which scripts read; everything said to a person goes to stderr. */
export interface Output {
  readonly json: boolean
  /** In the language of whoever reads. */
  text(said: Said): string
  /** A line of data. */
  line(text: Said): void
  /** One JSON document, on a line of its own. */
  document(value: unknown): void
  /** Progress and comfort: only on a terminal, and not with --json or --quiet. */
  note(text: Phrase): void
  /** A line of a running log; not with --quiet. */
  log(text: Phrase): void
  /** With --verbose only. */
  detail(text: Phrase): void
  /** With --json a document on stderr, as errors are. */
  warning(text: Phrase): void
  /** A line on stderr whatever the flags. */
  say(text: Phrase): void
  /** The same for what is no language: a link to open, a code, a document. */
  raw(text: string): void
}

export function createOutput(stdout: Writable, stderr: Writable, options: OutputOptions): Output {
  const text = (said: Said) => options.language.say(said)
  const say = (said: Said) => void stderr.write(`${text(said)}\n`)
  const cleaned = (said: Said) => say(clean(text(said)))
  return {
    json: options.json,
    text,
    line: (said) => void stdout.write(`${text(said)}\n`),
    document: (value) => void stdout.write(`${JSON.stringify(value)}\n`),
    note: (said) => {
      if (options.terminal && !options.json && !options.quiet) cleaned(said)
    },
    log: (said) => {
      if (!options.quiet) cleaned(said)
    },
    detail: (said) => {
      if (options.verbose) cleaned(said)
    },
    warning: (said) => {
      if (options.json) say(JSON.stringify({ warning: { message: clean(String(said)) } }))
      else cleaned(phrase`warning: ${said}`)
    },
    say,
    raw: say,
  }
}
