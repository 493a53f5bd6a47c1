import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Whether git would take a file of this folder into a commit. No repository: nobody would. */
export function wouldBeCommitted(folder: string, name: string): boolean {
  return inRepository(folder) && !isIgnored(folder, name)
}

/** The entries that the `.gitignore` of a folder lacks; none where there is neither a repository nor such a file. */
export function lackingEntries(folder: string, entries: readonly string[]): string[] {
  if (!inRepository(folder) && !existsSync(join(folder, '.gitignore'))) return []
  return entries.filter((entry) => !isIgnored(folder, entry))
}

function inRepository(folder: string): boolean {
  const path = resolve(folder)
  return existsSync(join(path, '.git')) || (dirname(path) !== path && inRepository(dirname(path)))
}

function isIgnored(folder: string, name: string): boolean {
  try {
    execFileSync('git', ['check-ignore', '-q', '--', name], { cwd: folder, stdio: 'ignore', timeout: 5000 })
    return true
  } catch (error) {
    if ((error as { status?: number | null }).status === 1) return false
    // No git, or no repository: the file itself tells the usual case.
    return linesOf(join(folder, '.gitignore')).includes(name)
  }
}

function linesOf(path: string): string[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim().replace(/^\//, ''))
}
