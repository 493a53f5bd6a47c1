// A process of its own that answers questions: a module whose default export is an object of async functions. What one
// subject leaves behind – compiled code, garbage, async hooks – is nobody else's then.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const host = fileURLToPath(new URL('child-host.mjs', import.meta.url))

/** @param options.flags for node; @param options.start what the module's `start` gets. */
export async function startChild(module, { flags = [], start } = {}) {
  const child = fork(host, [fileURLToPath(module)], {
    execArgv: flags,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  // What libraries warn of while they are pushed is shown only where the process dies of it.
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints = (complaints + chunk).slice(-4_000)
  })
  const waiting = new Map()
  let questions = 0
  child.on('message', ({ question, answer, error }) => {
    const { resolve, reject } = waiting.get(question)
    waiting.delete(question)
    if (error === undefined) resolve(answer)
    else reject(new Error(error))
  })
  const gone = once(child, 'exit').then(([code, signal]) => {
    for (const { reject } of waiting.values())
      reject(new Error(`${fileURLToPath(module)} ended with ${code ?? signal}: ${complaints}`))
    waiting.clear()
  })
  const ask = (what, ...values) =>
    new Promise((resolve, reject) => {
      waiting.set(++questions, { resolve, reject })
      child.send({ question: questions, what, values })
    })
  const end = async () => {
    if (child.connected) child.disconnect()
    // Some peers keep timers or connections; nothing of theirs is worth waiting for.
    const bound = setTimeout(() => child.kill('SIGKILL'), 2_000)
    await gone
    clearTimeout(bound)
  }
  try {
    await ask('start', start)
  } catch (error) {
    await end()
    throw error
  }
  return { ask, end }
}
