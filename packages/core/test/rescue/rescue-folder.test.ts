import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { rescueFolder } from '../../src/rescue/rescue-folder.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { failure } from '../support/world.ts'

const set = {
  connection: 'a:1',
  lineage: 'lineage-1',
  generation: 2,
  parent: { lineage: 'lineage-1', generation: 1 },
  issuedAt: 0,
  tokens: 'sealed',
}

it('keeps a set until it is removed, for its own connection', async () => {
  const rescue = rescueFolder(join(temporaryFolder(), 'made', 'on', 'demand'))
  expect(await rescue.find('a:1')).toEqual([])
  await rescue.keep(set)
  await rescue.keep({ ...set, connection: 'a:2' })
  expect(await rescue.find('a:1')).toEqual([set])
  expect(await rescue.all()).toHaveLength(2)
  await rescue.remove(set)
  await rescue.remove(set)
  expect(await rescue.all()).toEqual([{ ...set, connection: 'a:2' }])
})

it('passes over what is none of its own', async () => {
  const folder = temporaryFolder()
  const rescue = rescueFolder(folder)
  await rescue.keep(set)
  for (const text of ['', '{', 'null', '[]', '7', '{"connection":1}']) {
    writeFileSync(join(folder, `foreign-${text.length}-${text.charCodeAt(0)}.json`), text)
  }
  expect(await rescue.all()).toEqual([set])
})

it('I1: says so when a set that is there cannot be read, and does not take its parent for the newest', async () => {
  const folder = temporaryFolder()
  const rescue = rescueFolder(folder)
  await rescue.keep(set)
  const [name = ''] = await readdir(folder)
  const other = name.replace('.2.json', '.3.json')
  // As a file of another user, or one file too many: it is there, and does not open.
  symlinkSync(other, join(folder, other))
  const unreadable = { name: 'StoreUnavailableError', code: 'rescue_unreadable', retryable: true }
  expect(await failure(rescue.find('a:1'))).toMatchObject(unreadable)
  expect(await failure(rescue.all())).toMatchObject(unreadable)
  expect(await rescue.find('a:2')).toEqual([])
})

it('leaves nothing half-written, and keeps the old set, where a new one cannot be written', async () => {
  const folder = temporaryFolder()
  const rescue = rescueFolder(folder)
  await rescue.keep(set)
  const [name = ''] = await readdir(folder)
  const before = await readFile(join(folder, name), 'utf8')
  // A folder where the file of the next set would go.
  mkdirSync(join(folder, name.replace('.2.json', '.3.json'), 'full'), { recursive: true })
  await expect(rescue.keep({ ...set, generation: 3 })).rejects.toThrow()
  expect((await readdir(folder)).filter((each) => each.endsWith('.tmp'))).toEqual([])
  expect(await readFile(join(folder, name), 'utf8')).toBe(before)
})
