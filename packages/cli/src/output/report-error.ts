import { joined, type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { isExpected } from '../exit-status.ts'
import { clean } from './clean.ts'
import { describeError } from './describe-error.ts'
import type { Output } from './output.ts'
import { timeWithDistance } from './relative-time.ts'

/** Says what went wrong, on stderr. */
export function reportError(error: unknown, output: Output, now: number): void {
  const description = describeError(error)
  const { retryAt } = description
  if (output.json) {
    output.raw(JSON.stringify({ error: description }))
  } else {
    const message = output.text(description.message)
    const hint = output.text(description.hint ?? '')
    output.raw(`oauth-tokens: ${clean(message)}`)
    if (retryAt) output.say(tryAgain(retryAt, now))
    if (hint && !message.includes(hint)) output.say(phrase`Next: ${clean(hint)}`)
  }
  if (!isExpected(error) && error instanceof Error && error.stack)
    output.detail(joined([frames(error.stack)]))
}

function tryAgain(at: Date, now: number): Phrase {
  return at.getTime() - now < 1000
    ? phrase`Try again now.`
    : phrase`Try again at ${timeWithDistance(at, now)}.`
}

/** Where it happened, without the message: that is printed already. */
function frames(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}
