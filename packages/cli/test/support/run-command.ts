import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable, Writable } from 'node:stream'
import type { Clock } from '@oauth-tokens/core'
import { afterAll } from 'vitest'
import type { Context, StopSignal } from '../../src/context.ts'
import { run } from '../../src/run.ts'

export interface Surroundings {
  cwd?: string
  env?: Record<string, string | undefined>
  /** What is on stdin; a stream stays open until the test ends it. */
  stdin?: string | Readable
  clock?: Clock
  /** stderr is a terminal. */
  terminal?: boolean
  openBrowser?: (url: string) => Promise<boolean>
}

export interface Running {
  /** Status, and everything that was written. */
  finished: Promise<{ status: number; abandoned: boolean; stdout: string; stderr: string }>
  /** Resolves with the first match once stderr has one. */
  said(pattern: RegExp): Promise<RegExpExecArray>
  send(signal: StopSignal): void
  /** The same for stdout. */
  wrote(pattern: RegExp): Promise<RegExpExecArray>
}

const root = mkdtempSync(join(tmpdir(), 'oauth-tokens-cli-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A folder of its own, which is the home folder too: nothing of this user's is touched. */
export function temporaryFolder(): string {
  return mkdtempSync(join(root, 'test-'))
}

/** Starts a command in this process, with everything around it made up. */
export function start(argv: readonly string[], surroundings: Surroundings = {}): Running {
  const { cwd = temporaryFolder(), env = {}, stdin = '', clock, openBrowser, terminal = false } = surroundings
  const stdout = new Collector()
  const stderr = new Collector()
  const listeners = new Set<(signal: StopSignal) => void>()
  const context: Context = {
    cwd,
    env: { HOME: cwd, ...env },
    stdin: typeof stdin === 'string' ? Readable.from(stdin === '' ? [] : [stdin]) : stdin,
    stdout,
    stderr: Object.assign(stderr, { isTTY: terminal }),
    ...(clock && { clock }),
    onSignal(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    inBackground: () => false,
    onSuspend: () => () => {},
    openBrowser: openBrowser ?? (() => Promise.reject(new Error('A test opened a browser.'))),
  }
  const finished = run(argv, context).then((outcome) => ({
    ...outcome,
    stdout: stdout.text,
    stderr: stderr.text,
  }))
  return {
    finished,
    wrote: (pattern) => stdout.match(pattern),
    said: (pattern) =>
      Promise.race([
        stderr.match(pattern),
        finished.then(({ status }) => {
          const found = pattern.exec(stderr.text)
          if (found) return found
          throw new Error(`The command ended with ${status} without saying ${pattern}: ${stderr.text}`)
        }),
      ]),
    send(signal) {
      for (const listener of listeners) listener(signal)
    },
  }
}

/** Runs a command to its end. */
export function runCommand(argv: readonly string[], surroundings: Surroundings = {}): Running['finished'] {
  return start(argv, surroundings).finished
}

/** A stdin that stays open. */
export function openInput(): PassThrough {
  return new PassThrough()
}

class Collector extends Writable {
  text = ''
  #watchers: { pattern: RegExp; resolve: (found: RegExpExecArray) => void }[] = []

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString()
    this.#watchers = this.#watchers.filter(({ pattern, resolve }) => {
      const found = pattern.exec(this.text)
      if (found) resolve(found)
      return !found
    })
    done()
  }

  match(pattern: RegExp): Promise<RegExpExecArray> {
    const found = pattern.exec(this.text)
    if (found) return Promise.resolve(found)
    return new Promise((resolve) => this.#watchers.push({ pattern, resolve }))
  }
}
