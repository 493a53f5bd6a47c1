import { phrase, type Said } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'

export interface Progress {
  show(done: number): void
  /** Takes the line away. */
  end(): void
}

/** One line on a terminal's stderr that is written over and over; nothing anywhere else. */
export function progressOn(
  { stderr, flags, env, output }: CommandContext,
  label: Said,
  total: number,
): Progress {
  if (!stderr.isTTY || flags.json || flags.quiet || env.CI || total === 0)
    return { show: () => {}, end: () => {} }
  let shown = ''
  return {
    show(done) {
      const whole = Math.max(total, done)
      const percent = Math.floor((100 * done) / whole)
      const line = output.text(phrase`${label}: ${done} of ${whole} (${percent} %)`)
      // Thousands are told in a hundred steps: a slow terminal must not slow the work down.
      if (whole > 100 && shown.endsWith(line.slice(line.indexOf('(')))) return
      shown = line
      stderr.write(`\r${line}\u001b[K`)
    },
    end() {
      if (shown) stderr.write('\r\u001b[K')
    },
  }
}
