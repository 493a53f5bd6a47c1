import { joined, phrase, type Said } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { durationOf } from './relative-time.ts'
import { isLively } from './style.ts'
import { cut } from './text-width.ts'

export interface Progress {
  show(done: number, failed?: number): void
  /** Takes the line away. */
  end(): void
}

const width = 24
/** A slow terminal must not slow the work down, ms. */
const interval = 100
/** From then on the pace so far says something, ms. */
const settled = 5_000

/** One line on a terminal's stderr that is written over and over; nothing anywhere else. */
export function progressOn(
  { stderr, flags, env, output, signal }: CommandContext,
  label: Said,
  total: number,
): Progress {
  if (!isLively(stderr, env) || flags.json || flags.quiet || total === 0)
    return { show: () => {}, end: () => {} }
  const started = performance.now()
  let shownAt: number | undefined
  let ended = false
  const end = () => {
    if (shownAt !== undefined && !ended) stderr.write('\r\u001b[K')
    ended = true
    signal.removeEventListener('abort', end)
  }
  // Before what is said because of it.
  signal.addEventListener('abort', end)
  return {
    show(done, failed = 0) {
      const now = performance.now()
      if (ended || (done < total && now - (shownAt ?? Number.NEGATIVE_INFINITY) < interval)) return
      shownAt = now
      const line = output.text(lineOf(label, done, Math.max(total, done), failed, now - started))
      stderr.write(`\r${cut(line, (stderr.columns ?? 80) - 1)}\u001b[K`)
    },
    end,
  }
}

function lineOf(label: Said, done: number, total: number, failed: number, took: number): Said {
  const filled = Math.floor((width * done) / total)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`
  const percent = Math.floor((100 * done) / total)
  const parts: Said[] = [phrase`${label}: ${done} of ${total} (${percent} %)`]
  if (failed > 0) parts.push(phrase`${failed} failed`)
  // A pace of a few is none.
  if (took > settled && done >= 10 && done < total)
    parts.push(phrase`about ${durationOf((took / done) * (total - done))} left`)
  return joined([bar, joined(parts, ', ')])
}
