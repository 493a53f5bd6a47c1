import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { Rescue, RescuedSet } from './rescue.ts'

/** A folder of this machine, one file a set, written whole or not at all and on the disk before `keep` returns. */
export function rescueFolder(folder: string): Rescue {
  const prefix = (connection: string) => createHash('sha256').update(connection).digest('hex').slice(0, 24)
  const path = (set: RescuedSet) =>
    join(folder, `${prefix(set.connection)}.${set.lineage}.${set.generation}.json`)

  const readSets = async (fits: (name: string) => boolean) => {
    const names = (await listed(folder)).filter((name) => name.endsWith('.json') && fits(name))
    const sets = await Promise.all(names.map((name) => readSet(folder, name)))
    return sets.filter((set) => set !== undefined)
  }

  return {
    async keep(set) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const unfinished = `${path(set)}.${process.pid}.tmp`
      try {
        const file = await open(unfinished, 'w', 0o600)
        try {
          await file.writeFile(JSON.stringify(set))
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(unfinished, path(set))
      } catch (error) {
        await rm(unfinished, { force: true }).catch(() => {})
        throw error
      }
      await syncFolder(folder)
    },

    async find(connection) {
      const sets = await readSets((name) => name.startsWith(`${prefix(connection)}.`))
      return sets.filter((set) => set.connection === connection)
    },

    all: () => readSets(() => true),

    remove: (set) => rm(path(set), { force: true }),
  }
}

async function listed(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    throw unreadable(folder, code)
  }
}

async function readSet(folder: string, name: string): Promise<RescuedSet | undefined> {
  let text: string
  try {
    text = await readFile(join(folder, name), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Removed by another process meanwhile.
    if (code === 'ENOENT') return undefined
    throw unreadable(folder, code)
  }
  try {
    const set = JSON.parse(text) as Partial<RescuedSet> | null
    return typeof set?.connection === 'string' ? (set as RescuedSet) : undefined
  } catch {
    // Not one of ours, which are renamed into place whole.
    return undefined
  }
}

/** A rescued set may lie there: guessing that none does could spend a token twice. */
function unreadable(folder: string, code: string | undefined): StoreUnavailableError {
  return new StoreUnavailableError(
    phrase`The rescue folder ${folder} cannot be read (${code}). Give this user read and write access to it, or set rescueDir.`,
    { code: 'rescue_unreadable' },
  )
}

async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(folder, 'r')
    await handle.sync()
  } catch {
    // Some systems cannot open or sync a folder; the file itself is on the disk.
  } finally {
    await handle?.close()
  }
}
