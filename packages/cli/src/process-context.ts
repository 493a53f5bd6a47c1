import type { Context, StopSignal } from './context.ts'
import { openBrowser } from './open-browser.ts'

export function processContext(): Context {
  const { stdin, stdout, stderr, env } = process
  return {
    cwd: process.cwd(),
    env,
    stdin,
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
