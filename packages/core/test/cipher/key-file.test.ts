import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyFile } from '../../src/cipher/key-file.ts'
import { jweCipher } from '../../src/index.ts'
import { failure } from '../support/world.ts'

let folder: string
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'key-file-')), 'config')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const empty = async () => true
const filled = async () => false

describe('the key file of an embedded store', () => {
  it('is made while the store is empty, for this user alone', async () => {
    const key = await keyFile(folder, empty)
    expect(jweCipher([key]).keyIds).toHaveLength(1)
    expect((await stat(join(folder, 'key'))).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await readFile(join(folder, 'key'), 'utf8')).trim()).toBe(key)
  })

  it('is read ever after', async () => {
    const key = await keyFile(folder, empty)
    expect(await keyFile(folder, filled)).toBe(key)
    expect(await keyFile(folder, empty)).toBe(key)
  })

  it('is one, however many make it at once, and nothing else is left', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => keyFile(folder, empty)))
    expect(new Set(keys).size).toBe(1)
    expect(await readdir(folder)).toEqual(['key'])
  })

  it('I6: is never made anew beside data that another key sealed', async () => {
    expect(await failure(keyFile(folder, filled))).toMatchObject({
      name: 'ConfigurationError',
      code: 'missing_key',
    })
    await expect(stat(join(folder, 'key'))).rejects.toThrow(/ENOENT/)
  })

  it('that cannot be made says why', async () => {
    await writeFile(folder, 'a file where the folder should be')
    expect(await failure(keyFile(folder, empty))).toMatchObject({
      name: 'ConfigurationError',
      code: 'key_file_unusable',
    })
  })

  it('that cannot be read says why, and is not replaced', async () => {
    await mkdir(join(folder, 'key'), { recursive: true })
    const error = await failure(keyFile(folder, empty))
    expect(error).toMatchObject({ code: 'key_file_unusable' })
    expect(error.message).toMatch(/EISDIR/)
    await chmod(folder, 0o700)
  })
})
