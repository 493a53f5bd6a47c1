import type { Context, StopSignal } from './context.ts'
import { openBrowser } from './open-browser.ts'

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
      const signals: StopSignal[] = ['SIGINT', 'SIGTERM']
      for (const signal of signals) process.on(signal, listener)
      return () => {
        for (const signal of signals) process.off(signal, listener)
      }
    },
    openBrowser: (url) => openBrowser(url, env),
  }
}
