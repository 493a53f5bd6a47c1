import { ConfigurationError } from '../errors.ts'
import { type Phrase, phrase } from '../phrase.ts'

export interface NotifyCommand {
  /** The program and its arguments. */
  command: readonly string[]
  /** What it gets as its environment. @default this process's, without the secrets that are known by their names */
  env?: Readonly<Record<string, string | undefined>>
}

/**
 * Who is told when a connection needs somebody: a command that gets the notification on its standard input, or a
 * webhook, signed as standardwebhooks.com says.
 */
export type NotifyOptions =
  | NotifyCommand
  /** `secret`: base64, with or without `whsec_` before it; at least 24 bytes. */
  | { url: string; secret: string }

/** What is sent, as JSON. Holds no secret. */
export interface Notification {
  type: string
  /** ISO 8601. */
  at: string
  connection: string
  provider: string
  generation: number
  status: string
  /** What it was before, as far as that is known. */
  before?: string
  cause?: { name: string; code?: string }
  endsAt?: string
  link?: string
}

/**
 * Delivers one notification; `closing` ends the tries that are left.
 * @throws an Error that says why it did not arrive; its text holds no secret
 */
export type Deliver = (notification: Notification, closing: AbortSignal) => Promise<void>

export function notifyError(what: Phrase): ConfigurationError {
  return new ConfigurationError(
    phrase`notify ${what}: expected { "command": ["program", "argument", …] } or { "url": "https://…", "secret": "whsec_…" }.`,
    { code: 'invalid_notify' },
  )
}
