import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const binary = fileURLToPath(new URL('../../bin/oauth-tokens.js', import.meta.url))
const built = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url))

export interface Spawned {
  child: ChildProcessWithoutNullStreams
  finished: Promise<{ status: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>
  /** Resolves once stderr matches. */
  said(pattern: RegExp): Promise<RegExpExecArray>
}

/** Runs the built command as a process of its own. */
export function spawnCommand(
  argv: readonly string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Spawned {
  if (!existsSync(built)) throw new Error(`${built} is missing: build first`)
  const child = spawn(process.execPath, [binary, ...argv], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  return {
    child,
    finished: new Promise((resolve) => {
      child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }))
    }),
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stderr)
          if (found) resolve(found)
        }
        look()
        child.stderr.on('data', look)
        child.on('close', () => reject(new Error(`It ended without saying ${pattern}: ${stderr}`)))
      }),
  }
}
