import { isatty } from 'node:tty'
import type { Context } from './context.ts'
import { inBackground } from './in-background.ts'
import { onSuspend } from './on-suspend.ts'
import { openBrowser } from './open-browser.ts'

const stopSignals = ['SIGINT', 'SIGTERM'] as const

export function processContext(): Context {
  const { stdout, stderr, env } = process
  return {
    cwd: process.cwd(),
    env,
    // To look at it is to open it, which is slow, and few commands read it.
    get stdin() {
      return process.stdin
    },
    stdout,
    stderr,
    onSignal(listener) {
      // Asked now: one that was closed is none any more.
      const onTerminal = [0, 1, 2].some(isatty)
      const hungUp = () => {
        // Without a terminal it was meant to be ignored, as `nohup` had set it: Node forgets that.
        if (onTerminal) listener('SIGHUP')
      }
      for (const signal of stopSignals) process.on(signal, listener)
      process.on('SIGHUP', hungUp)
      return () => {
        for (const signal of stopSignals) process.off(signal, listener)
        process.off('SIGHUP', hungUp)
      }
    },
    inBackground,
    onSuspend,
    openBrowser: (url) => openBrowser(url, env),
  }
}
