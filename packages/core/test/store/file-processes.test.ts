import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fileStore } from '../../src/store/file/file-store.ts'
import { intent } from '../../src/testing/store-contract/samples.ts'
import { ended, message, start } from './child.ts'
import { temporaryFolder } from './temporary-folder.ts'

const parent = { owner: 'parent', host: 'host-a' }
const hour = 3_600_000

it('loses no update of four processes that count to 800 together', async () => {
  const folder = temporaryFolder()
  const children = Array.from({ length: 4 }, () => start('count.mjs', folder, '200'))
  for (const child of children) child.send('go')
  expect(await Promise.all(children.map(ended))).toEqual([0, 0, 0, 0])
  const store = fileStore(folder)
  expect((await store.read('a:1')).tokens).toBe('800')
  await store.close()
}, 60_000)

it('lets eight processes make the database at once, and loses nothing of any', async () => {
  const folder = join(temporaryFolder(), 'new', 'store')
  const children = Array.from({ length: 8 }, (_, index) => start('create.mjs', folder, String(index)))
  for (const child of children) child.send('go')
  expect(await Promise.all(children.map(ended))).toEqual(Array(8).fill(0))
  const store = fileStore(folder)
  const found: string[] = []
  for await (const { tokens } of store.list()) found.push(tokens)
  expect(found.sort()).toEqual(Array.from({ length: 8 }, (_, index) => `tokens-${index}`))
  expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([])
  await store.close()
}, 60_000)

it('gives the lease of a killed process to the next who asks, at once', async () => {
  const folder = temporaryFolder()
  const store = fileStore(folder)
  const child = start('hold.mjs', folder)
  const held = await message<{ fence: number }>(child)
  expect((await store.acquire('a:1', parent, hour)).fence).toBeUndefined()
  child.kill('SIGKILL')
  await ended(child)
  const taken = await store.acquire('a:1', parent, hour)
  expect(taken.fence).toBe(held.fence + 1)
  expect(taken.lease.doubt).toBeUndefined()
  await store.close()
}, 30_000)

it('knows that the answer to a killed process may be lost', async () => {
  const folder = temporaryFolder()
  const store = fileStore(folder)
  await store.save('a:1', undefined, 'tokens-1')
  const child = start('hold.mjs', folder, 'spending')
  await message(child)
  expect((await store.acquire('a:1', parent, hour)).fence).toBeUndefined()
  child.kill('SIGKILL')
  await ended(child)
  const { lease, fence } = await store.acquire('a:1', parent, hour)
  expect(fence).toBe(2)
  const { lineage, generation, at } = intent
  expect(lease.doubt).toEqual({ lineage, generation, at, host: 'host-a' })
  await store.close()
}, 30_000)

it('has one time for all processes', async () => {
  const folder = temporaryFolder()
  const store = fileStore(folder)
  const before = (await store.read('a:1')).now
  const { now } = await message<{ now: number }>(start('hold.mjs', folder))
  const after = (await store.read('a:1')).now
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(after)
  await store.close()
}, 30_000)

it('waits for a lock without stopping the event loop, and not for ever', async () => {
  const folder = temporaryFolder()
  const store = fileStore(folder, { timeout: 200 })
  await store.save('a:1', undefined, 'tokens-1')
  const child = start('lock.mjs', join(folder, 'tokens.db'))
  await message(child)

  let turns = 0
  const count = setInterval(() => turns++, 1)
  const error = await store.save('a:1', 'tokens-1', 'tokens-2').catch((thrown) => thrown)
  clearInterval(count)
  expect(error).toMatchObject({ name: 'StoreUnavailableError', code: 'store_busy', retryable: true })
  expect(error.message).toMatch(/locked by another process/)
  expect(turns).toBeGreaterThan(0)
  expect((await store.read('a:1')).tokens).toBe('tokens-1')

  child.kill('SIGKILL')
  await ended(child)
  expect(await store.save('a:1', 'tokens-1', 'tokens-2')).toBe(true)
  await store.close()
}, 30_000)
