import { linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createDatabase } from '../../src/store/file/create-database.ts'
import { temporaryFolder } from './temporary-folder.ts'

// No file system without hard links is at hand.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  return { ...fs, linkSync: vi.fn(fs.linkSync) }
})
const failing = (code: string) =>
  vi.mocked(linkSync).mockImplementationOnce(() => {
    throw Object.assign(new Error('it cannot be linked'), { code })
  })

let folder: string
let path: string
beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder, 'tokens.db')
})

describe('a first start of the embedded store', () => {
  it('makes a database that is whole, and leaves nothing else behind', () => {
    createDatabase(Libsql, path)
    expect(readdirSync(folder)).toEqual(['tokens.db'])
    const handle = new Libsql(path)
    expect(handle.prepare('SELECT count(*) AS n FROM connections').get()).toMatchObject({ n: 0 })
    handle.close()
  })

  it('that comes second leaves the database of the first one alone', () => {
    writeFileSync(path, 'made by another process')
    createDatabase(Libsql, path)
    expect(readFileSync(path, 'utf8')).toBe('made by another process')
    expect(readdirSync(folder)).toEqual(['tokens.db'])
  })

  it.each(['EPERM', 'ENOTSUP', 'EMLINK'])(
    'says which file systems it can use, where there are no hard links: %s',
    (code) => {
      failing(code)
      expect(() => createDatabase(Libsql, path)).toThrow(
        expect.objectContaining({
          name: 'StoreUnavailableError',
          code: 'store_unsupported',
          message: expect.stringMatching(/tokens\.db has no hard links.*ext4/),
        }),
      )
      expect(readdirSync(folder)).toEqual([])
    },
  )

  it('passes on what else goes wrong, for those who know the disk', () => {
    failing('EIO')
    expect(() => createDatabase(Libsql, path)).toThrow(expect.objectContaining({ code: 'EIO' }))
    expect(readdirSync(folder)).toEqual([])
  })
})
