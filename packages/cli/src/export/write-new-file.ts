import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { phrase } from '@oauth-tokens/core/phrase'
import { unwritableFile } from '../unwritable-file.ts'
import { UsageError } from '../usage-error.ts'

/** Whole or not at all, only for this user to read, and on the disk when it returns. Never over a file that exists. */
export async function writeNewFile(path: string, content: string): Promise<void> {
  const unfinished = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    await writeThrough(unfinished, content)
    refuseExisting(path)
    await rename(unfinished, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {})
    if (error instanceof UsageError) throw error
    throw new UsageError(unwritableFile(path, error), { code: 'unwritable_file' })
  }
}

/** An earlier export may be all that is left of a connection. @throws UsageError */
export function refuseExisting(path: string): void {
  if (!existsSync(path)) return
  throw new UsageError(phrase`${path} exists already and is not overwritten: choose another name.`, {
    code: 'file_exists',
  })
}

async function writeThrough(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Some systems cannot open a folder; there the rename has to do. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => {})
  await folder?.close()
}
