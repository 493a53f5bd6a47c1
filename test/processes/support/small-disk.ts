import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of one megabyte, in memory. */
export interface SmallDisk {
  /** As the processes see it that are started with `wrapping`. */
  path: string
  wrapping: readonly string[]
  fill(): void
  /** Takes back what filled it. */
  free(): void
  /** No file on it may be open for writing. */
  makeReadOnly(): void
}

const mounting = ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs']

/** Why there can be no small disk here; undefined when there can. */
export async function whyNoSmallDisk(): Promise<string | undefined> {
  try {
    await withSmallDisk(async () => {})
    return undefined
  } catch (error) {
    return `mounting a tmpfs needs root, or user namespaces (unshare -rm): ${(error as Error).message}`
  }
}

export async function withSmallDisk<Result>(work: (disk: SmallDisk) => Promise<Result>): Promise<Result> {
  const path = mkdtempSync(join(tmpdir(), 'oauth-tokens-disk-'))
  const own = mountHere(path)
  const keeper = own ? undefined : await mountInNamespace(path)
  // A mount in another namespace can be reached through a process that lives there.
  const seen = keeper ? `/proc/${keeper.pid}/root${path}` : path
  const wrapping = keeper ? ['nsenter', '-t', String(keeper.pid), '-U', '-m', '--preserve-credentials'] : []
  try {
    return await work({
      path,
      wrapping,
      fill: () => fill(join(seen, 'ballast')),
      free: () => rmSync(join(seen, 'ballast')),
      makeReadOnly() {
        const [command = '', ...args] = [...wrapping, 'mount', '-o', 'remount,ro', path]
        execFileSync(command, args, { stdio: 'pipe' })
      },
    })
  } finally {
    if (own) execFileSync('umount', ['-l', path])
    keeper?.kill('SIGKILL')
    rmSync(path, { recursive: true, force: true })
  }
}

function mountHere(path: string): boolean {
  try {
    execFileSync('mount', [...mounting, path], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}

/** The process that keeps a namespace with the disk in it. */
async function mountInNamespace(path: string): Promise<ChildProcess> {
  const script = `mount ${mounting.join(' ')} "$1" && echo mounted && exec cat`
  const keeper = spawn('unshare', ['-rm', 'sh', '-c', script, 'sh', path], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let errors = ''
  keeper.stderr.on('data', (text) => {
    errors += text
  })
  const failed = once(keeper, 'close').then(() =>
    Promise.reject(new Error(errors.trim() || 'unshare failed')),
  )
  await Promise.race([once(keeper.stdout, 'data'), failed])
  failed.catch(() => {})
  return keeper
}

/** To the last byte. */
function fill(ballast: string): void {
  mkdirSync(join(ballast, '..'), { recursive: true })
  const file = openSync(ballast, 'a')
  try {
    for (;;) writeSync(file, Buffer.alloc(4096))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}
