import { phrase } from '../phrase.ts'
import { type Deliver, type NotifyCommand, notifyError } from './notification.ts'

/** A command that hangs holds up the next notification; ms. */
const longest = 30_000

/** Our own secrets are no business of a program that tells people something; a store's URL may carry a password. */
const ours = /^OAUTH_TOKENS_(KEY|STORE|PASSPHRASE)$|_(CLIENT_SECRET|API_KEY)$/

/** Runs a program, without a shell, for each notification: one line of JSON on its standard input. */
export function commandDelivery({ command, env }: NotifyCommand, patience = longest): Deliver {
  const [program, ...args] = command
  if (!program || command.some((part) => typeof part !== 'string'))
    throw notifyError(phrase`has no usable command`)
  return async (notification) => {
    // Most processes tell nobody anything, and this module is slow to load.
    const { spawn } = await import('node:child_process')
    await new Promise<void>((resolve, reject) => {
      const child = spawn(program, args, {
        stdio: ['pipe', 'ignore', 'ignore'],
        env: env ?? Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
        timeout: patience,
        // One that takes no notice of a gentler signal would hold up `close` for ever.
        killSignal: 'SIGKILL',
      })
      child.on('error', (error: NodeJS.ErrnoException) => {
        reject(new Error(`${program} could not be run (${error.code ?? error.name})`))
      })
      child.on('close', (status, signal) => {
        if (status === 0) resolve()
        else reject(new Error(`${program} ended with ${signal ?? `status ${status}`}`))
      })
      // A program need not read what it is given.
      child.stdin.on('error', () => {})
      child.stdin.end(`${JSON.stringify(notification)}\n`)
    })
  }
}
