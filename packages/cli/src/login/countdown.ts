import { phrase, type Said } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { timeOfDay } from '../output/relative-time.ts'
import { isLively } from '../output/style.ts'
import { cut } from '../output/text-width.ts'

export interface Countdown {
  /** Prints something where the line was; the line goes on below. */
  above(print: () => void): void
  /** Takes the line away. */
  end(): void
}

/** How long somebody still has, epoch ms: on a terminal one line that is written over and over, elsewhere said once. */
export function countdown(context: CommandContext, waitingFor: Said, until: number): Countdown {
  const { stderr, flags, env, output, signal, now, inBackground } = context
  // In the background the line below belongs to the shell.
  if (flags.json || flags.quiet || !isLively(stderr, env) || inBackground()) {
    if (!flags.json) output.log(phrase`${waitingFor}, until ${timeOfDay(new Date(until))}.`)
    return { above: (print) => print(), end: () => {} }
  }
  const wipe = () => stderr.write('\r\u001b[K')
  const draw = () => {
    const line = output.text(phrase`${waitingFor} … ${clockFace(until - now())} left; Ctrl-C ends it`)
    stderr.write(`\r${cut(line, (stderr.columns ?? 80) - 1)}\u001b[K`)
  }
  const ticking = setInterval(draw, 1000)
  let ended = false
  const end = () => {
    if (!ended) wipe()
    ended = true
    clearInterval(ticking)
    signal.removeEventListener('abort', end)
  }
  // Before what is said because of it.
  signal.addEventListener('abort', end)
  draw()
  return {
    above(print) {
      if (!ended) wipe()
      print()
      if (!ended) draw()
    },
    end,
  }
}

/** "9:05" */
function clockFace(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
