import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { ConfigurationError } from '@oauth-tokens/core'
import { unwritableFile } from '../../unwritable-file.ts'

/** Nobody ever reads half of it, and after a crash the old or the new text is there. A link stays a link. */
export function writeAtomically(path: string, text: string, mode: number): void {
  const target = resolved(path)
  const unfinished = `${target}.${randomBytes(6).toString('hex')}`
  try {
    const file = openSync(unfinished, 'wx', mode)
    try {
      // The umask may have taken something away.
      fchmodSync(file, mode)
      // Unlike a single write, which a disk that fills up may leave half done without an error.
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, target)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw new ConfigurationError(unwritableFile(path, error), { code: 'unwritable_file' })
  }
}

function resolved(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
