import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import { root } from './documents.ts'

const house = mkdtempSync(join(tmpdir(), 'oauth-tokens-examples-'))
const running = new Set<ChildProcessWithoutNullStreams>()
afterEach(() => {
  for (const { pid } of running) process.kill(-pid!, 'SIGKILL')
})
afterAll(() => rmSync(house, { recursive: true, force: true }))

/** A folder and an environment of somebody who tries an example. */
export interface Home {
  cwd: string
  env: Record<string, string>
}

/** With the files of an example in it, as copied by its user. */
export function newHome(example: string, env: Record<string, string>): Home {
  const cwd = mkdtempSync(join(house, `${example}-`))
  cpSync(join(root, 'examples', example), cwd, { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'))
  const PATH = `${join(cwd, 'bin')}:${join(root, 'node_modules/.bin')}:${process.env.PATH}`
  return { cwd, env: { PATH, HOME: cwd, NO_COLOR: '1', ...env } }
}

export interface Ended {
  status: number | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcessWithoutNullStreams
  finished: Promise<Ended>
  /** Resolves once stdout has the text. */
  said(text: string): Promise<void>
}

/** Starts a program as a process of its own; it does not outlive the test. */
export function start(program: string, args: readonly string[], { cwd, env }: Home): Running {
  // A group of its own: what a script starts in the background ends with it.
  const child = spawn(program, args, { cwd, env, detached: true })
  running.add(child)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const finished = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => {
      running.delete(child)
      resolve({ status, stdout, stderr })
    })
  })
  const heard = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (stdout.includes(text)) resolve()
      }
      look()
      child.stdout.on('data', look)
    })
  const ended = async (text: string) => {
    const { status } = await finished
    if (!stdout.includes(text)) throw new Error(`It ended with ${status} before saying "${text}": ${stderr}`)
  }
  return { child, finished, said: (text) => Promise.race([heard(text), ended(text)]) }
}

/** What the command prints; it must succeed. */
export async function printed(home: Home, ...argv: string[]): Promise<string> {
  const { status, stdout, stderr } = await start('oauth-tokens', argv, home).finished
  if (status !== 0) throw new Error(`oauth-tokens ${argv.join(' ')} ended with ${status}: ${stderr}`)
  return stdout.trim()
}
