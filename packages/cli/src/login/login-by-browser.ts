import type { Connection } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import type { LineReader } from '../line-reader.ts'
import { adviseEither, advisePasting } from './browser-advice.ts'
import type { CallbackDesk } from './callback-desk.ts'
import { type Countdown, countdown } from './countdown.ts'
import { deadline } from './deadline.ts'
import { expectation } from './expectation.ts'
import type { LoginAttempt } from './login-attempt.ts'
import { pastedCallback } from './pasted-callback.ts'
import { showQrCode } from './qr-code.ts'
import { showLink } from './show-link.ts'

/** The ways back from the consent page. */
export interface WaysBack {
  /** Absent where the browser does not come back to this machine. */
  listening?: { desk: CallbackDesk; redirect: URL }
  lines(): LineReader
}

/** Sends the owner to the consent page, and waits until the browser comes back or its address is pasted. */
export async function loginByBrowser(attempt: LoginAttempt & WaysBack): Promise<Connection> {
  const { context, manager, adapter, options, listening } = attempt
  const { output } = context
  const { url, state, expiresAt } = await manager.authorize(adapter.id, expectation(options))
  const limit = deadline(context, expiresAt, options.timeout)
  const over = new AbortController()
  let result: Promise<Connection> | undefined
  let came: (back: { result: Promise<Connection> }) => void = () => {}
  const arrival = new Promise<{ result: Promise<Connection> }>((resolve) => {
    came = resolve
  })
  const finish = (callback: URL) => {
    // Once only: the code is spent by it. A reload, or a browser that asks twice, is told the same again.
    result ??= manager.callback(callback).then(({ connection }) => connection)
    came({ result })
    return result
  }
  let line: Pick<Countdown, 'above'> & Partial<Countdown> = { above: (print) => print() }
  const stranger = () =>
    line.above(() => output.log(phrase`A browser came back from another login. This one goes on waiting.`))
  const wait = () => {
    line = countdown(context, phrase`Waiting for the consent`, limit.at)
  }
  let back: { result: Promise<Connection> }
  try {
    listening?.desk.expect(state, { finish, stranger })
    const opened = await showLink(context, url, options.browser && !options.paste)
    const asking = !listening || (!opened && mayAsk(context))
    if (!listening) advisePasting(context, adapter)
    else if (asking) adviseEither(context, adapter, listening.redirect)
    if (!opened) await showQrCode(context, url, 1)
    const ends = [arrival, limit.passed]
    if (asking) {
      const lines = attempt.lines()
      line = lines
      const pasted = pastedCallback(context, lines, adapter, state, over.signal).then((callback) => {
        finish(callback).catch(() => {})
        return arrival
      })
      if (!listening) ends.push(pasted)
      // Whoever ends the input may still come by the browser.
      else pasted.catch(() => over.signal.aborted || context.signal.aborted || wait())
    } else wait()
    back = await Promise.race(ends)
  } finally {
    limit.cancel()
    over.abort()
    line.end?.()
  }
  return back.result
}

/** Somebody sits there, reads what is said, and can type: not to a process that the shell runs beside itself. */
function mayAsk({ stdin, stderr, flags, inBackground }: CommandContext): boolean {
  return stdin.isTTY === true && stderr.isTTY === true && !flags.json && !flags.quiet && !inBackground()
}
