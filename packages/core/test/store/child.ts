import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach } from 'vitest'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)
const children = new Set<ChildProcess>()

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
})

/** Starts a fixture as a real process; it runs the built sources. */
export function start(name: string, ...args: string[]): ChildProcess {
  const child = fork(fixture(name), args, { execArgv: [] })
  children.add(child)
  return child
}

/** The next message of a child; rejects if it ends without one. */
export async function message<Message>(child: ChildProcess): Promise<Message> {
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the child ended with ${code}`)),
  )
  const [received] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => {})
  return received as Message
}

/** Answers when it has ended, with its status. */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const [code] = await once(child, 'exit')
  return code
}

/** Runs SQL on a database file in another process. */
export function runSql(path: string, sql: string): void {
  execFileSync(process.execPath, [fixture('make-database.mjs'), path, sql])
}
