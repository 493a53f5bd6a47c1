import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const run = promisify(execFile)
const bin = fileURLToPath(new URL('../../bin/oauth-tokens.js', import.meta.url))
const tmux = '/usr/bin/tmux'

/** With CI set a missing tmux fails the test; elsewhere it is skipped by `describe.skipIf(terminalMissing)`. */
export const terminalMissing = !existsSync(tmux) && !process.env.CI

export interface TerminalOptions {
  cwd: string
  env?: Readonly<Record<string, string>>
  columns?: number
  rows?: number
}

/** A program in a real terminal, which somebody types into and looks at. */
export interface Terminal {
  /** What is to be seen now, line by line, without what ran out at the top. */
  screen(): Promise<string>
  /** Waits until the screen shows it, and returns the screen. */
  sees(pattern: RegExp, timeout?: number): Promise<string>
  /** Types text as it is. */
  types(text: string): Promise<void>
  /** Presses keys by the names that tmux gives them: `Enter`, `Space`, `Down`, `C-c`, `Escape`. */
  presses(...keys: string[]): Promise<void>
  resize(columns: number, rows: number): Promise<void>
  /** Takes the terminal away, as closing its window does. */
  close(): Promise<void>
  /** Waits for the end of the program. A signal that ended it counts as 128 more than its number, as in a shell. */
  status(timeout?: number): Promise<number>
}

/** Runs `oauth-tokens` with these arguments in a terminal of its own, which goes away with the test. */
export function openTerminal(argv: readonly string[], options: TerminalOptions): Promise<Terminal> {
  return openTerminalFor([process.execPath, bin, ...argv], options)
}

export async function openTerminalFor(
  command: readonly string[],
  { cwd, env = {}, columns = 100, rows = 30 }: TerminalOptions,
): Promise<Terminal> {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-terminal-'))
  const socket = join(folder, 'socket')
  const statusFile = join(folder, 'status')
  const clean = { PATH: process.env.PATH ?? '', HOME: cwd, LANG: 'C.UTF-8', TERM: 'screen-256color' }
  // The server of an own socket, without anybody's settings, gets exactly this environment.
  const ask = async (...words: string[]) =>
    (await run(tmux, ['-f', '/dev/null', '-S', socket, ...words], { env: clean })).stdout
  onTestFinished(async () => {
    await ask('kill-server').catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  })
  const quoted = (words: readonly string[]) =>
    words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const written = quoted([`${statusFile}.new`])
  const line = [
    // Ctrl-C reaches everything in the terminal; the shell stays, so that status and last screen can be read.
    'trap : INT',
    `env ${quoted([...variables, ...command])}`,
    `echo $? > ${written}`,
    `mv ${written} ${quoted([statusFile])}`,
    'exec sleep 600',
  ].join('; ')
  const size = ['-x', String(columns), '-y', String(rows)]
  await ask('new-session', '-d', '-s', 'test', ...size, '-c', cwd, 'sh', '-c', line)

  const screen = () => ask('capture-pane', '-p', '-t', 'test')
  const until = async <Found>(look: () => Promise<Found | undefined>, timeout: number, what: string) => {
    const deadline = Date.now() + timeout
    for (;;) {
      const found = await look()
      if (found !== undefined) return found
      if (Date.now() > deadline) throw new Error(`${what} was not seen. The screen:\n${await screen()}`)
      await wait(50)
    }
  }
  return {
    screen,
    sees: (pattern, timeout = 15_000) =>
      until(
        async () => {
          const shown = await screen()
          return pattern.test(shown) ? shown : undefined
        },
        timeout,
        String(pattern),
      ),
    types: async (text) => void (await ask('send-keys', '-t', 'test', '-l', '--', text)),
    presses: async (...keys) => void (await ask('send-keys', '-t', 'test', ...keys)),
    resize: async (width, height) =>
      void (await ask('resize-window', '-t', 'test', '-x', String(width), '-y', String(height))),
    close: async () => void (await ask('kill-pane', '-t', 'test')),
    status: (timeout = 15_000) =>
      until(
        async () => (existsSync(statusFile) ? Number(readFileSync(statusFile, 'utf8')) : undefined),
        timeout,
        'The end of the program',
      ),
  }
}

/** A shell with job control, in which commands are typed: `oauth-tokens` is one of them. */
export async function openShell(options: TerminalOptions): Promise<Terminal> {
  const shell = await openTerminalFor(['sh', '-i'], options)
  await shell.types(`PS1='ready> '; alias oauth-tokens="'${process.execPath}' '${bin}'"; clear`)
  await shell.presses('Enter')
  await shell.sees(/^ready>$/m)
  return shell
}
