import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { ConfigurationError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'

/** Nobody ever reads half of it, and after a crash the old or the new text is there. A link stays a link. */
export function writeAtomically(path: string, text: string, mode: number): void {
  const target = resolved(path)
  const unfinished = `${target}.${randomBytes(6).toString('hex')}`
  try {
    const file = openSync(unfinished, 'wx', mode)
    try {
      // The umask may have taken something away.
      fchmodSync(file, mode)
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, target)
  } catch (error) {
    rmSync(unfinished, { force: true })
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigurationError(
      phrase`${path} cannot be written (${code}). Give this user write access to its folder, and try again.`,
      { code: 'unwritable_file' },
    )
  }
}

function resolved(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
