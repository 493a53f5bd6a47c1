import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Keyv } from 'keyv'
import { expect, it } from 'vitest'
import { memoryStore } from '../../src/store/memory.ts'
import { openStore } from '../../src/store/open-store.ts'
import { temporaryFolder } from './temporary-folder.ts'

it('takes memory for nothing and for memory:', () => {
  expect(openStore(undefined).description).toBe('memory:')
  expect(openStore('memory:').description).toBe('memory:')
})

it.each([
  ['file:./tokens', join(process.cwd(), 'tokens')],
  ['file:tokens', join(process.cwd(), 'tokens')],
  ['file:../tokens', join(process.cwd(), '../tokens')],
  ['FILE:/srv/tokens/', '/srv/tokens'],
  ['file:///srv/to%20kens', '/srv/to kens'],
  ['file:/srv/100%', '/srv/100%'],
])('finds the folder of %s', (url, folder) => {
  expect(openStore(url).description).toBe(`file:${folder}`)
})

it('makes nothing before first use', async () => {
  const folder = join(temporaryFolder(), 'a', 'b')
  const store = openStore(pathToFileURL(folder).href)
  expect(existsSync(folder)).toBe(false)
  await store.save('a:1', undefined, 'tokens')
  expect(existsSync(folder)).toBe(true)
  await store.close()
})

it('takes a Keyv, as best effort, and a store as it is', () => {
  expect(openStore(new Keyv()).guarantee).toBe('best-effort')
  const store = memoryStore()
  expect(openStore(store)).toBe(store)
})

it.each([
  'redis://user:hunter2@localhost:6380/2',
  'rediss://localhost',
  'postgres://user:hunter2@localhost/db',
  'postgresql://localhost/db',
])('takes %s, connects to nothing, and tells no password', async (url) => {
  const store = openStore(url)
  expect(store).toMatchObject({ guarantee: 'atomic', durable: true })
  expect(store.description).toContain('localhost')
  expect(store.description).not.toContain('hunter2')
  await store.close()
})

it.each([
  ['mongodb://user:hunter2@localhost', /no store for mongodb:.*Expected file:DIR.*redis:/],
  ['./tokens', /no scheme.*file:\.\//],
  ['', /no scheme/],
  ['file:', /no folder/],
  ['file://', /no folder/],
  ['file://host/tokens', /file:\/\/\/DIR/],
  ['file://./tokens', /file:\/\/\/DIR/],
  ['file:~/tokens', /only a shell expands/],
])('refuses %s and says what it takes', (url, message) => {
  const open = () => openStore(url)
  expect(open).toThrow(message)
  expect(open).toThrow(expect.objectContaining({ name: 'ConfigurationError' }))
  expect(open).not.toThrow(/hunter2/)
})

it.each([[new Map()], [42], [null], [{}]])('refuses %s, which is no store', (thing) => {
  expect(() => openStore(thing as never)).toThrow(/neither a URL nor/)
})
