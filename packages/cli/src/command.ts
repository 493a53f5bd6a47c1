import type { Context } from './context.ts'
import type { GlobalFlags } from './global-flags.ts'
import type { Interruption } from './interruption.ts'
import type { Language } from './language/language.ts'
import type { Output } from './output/output.ts'

export interface CommandContext extends Context {
  flags: GlobalFlags
  output: Output
  language: Language
  interruption: Interruption
  /** Aborted when the command shall end. */
  signal: AbortSignal
  now(): number
  /** The status to end with, where all went well here and somebody else has failed. */
  endWith(status: number): void
}

export type Command<Options> = (context: CommandContext, options: Options) => Promise<void>
