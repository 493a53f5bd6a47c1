import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import Database from 'libsql'
import { expect, it } from 'vitest'
import { latestAnnounced } from '../../src/store/file/connections-table.ts'
import { fileStore } from '../../src/store/file/file-store.ts'
import { databaseName } from '../../src/store/file/schema.ts'
import { fakeClock } from './fake-clock.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Two stores on one folder, by one clock; `hear` lets the feed look once more. */
function two(folder = temporaryFolder()) {
  const clock = fakeClock()
  const hear = async (times = 1) => {
    for (let time = 0; time < times; time++) {
      clock.advance(500)
      for (let turn = 0; turn < 5; turn++) await setImmediate()
    }
  }
  return { one: fileStore(folder, { clock }), other: fileStore(folder, { clock }), hear }
}

it('hears of another store from the moment it listens, before it was ever used', async () => {
  const { one, other, hear } = two()
  await other.save('a:before', undefined, 'tokens')
  const heard: string[] = []
  one.changes((id) => heard.push(id))
  await hear()
  await other.save('a:1', undefined, 'tokens')
  await hear()
  expect(heard).toEqual(['a:1'])
  await one.close()
  await other.close()
})

it('tells of its own writes as they are made, because two managers may share it, and once', async () => {
  const { one, other, hear } = two()
  const heard: string[] = []
  one.changes((id) => heard.push(id))
  await hear()
  await one.save('a:own', undefined, 'tokens')
  await other.save('a:theirs', undefined, 'tokens')
  await one.save('a:own', 'tokens', 'tokens-2')
  await hear()
  expect(heard).toEqual(['a:own', 'a:own', 'a:theirs'])
  await one.close()
  await other.close()
})

it('tells all of very many, each once', async () => {
  const { one, other, hear } = two()
  const heard: string[] = []
  one.changes((id) => heard.push(id))
  await hear()
  for (let index = 0; index < 1200; index++) await other.save(`a:${index}`, undefined, 'tokens')
  await hear(4)
  expect(heard).toHaveLength(1200)
  expect(new Set(heard).size).toBe(1200)
  await one.close()
  await other.close()
})

it('tells every listener, until it ends its own subscription', async () => {
  const { one, other, hear } = two()
  const heard: string[] = []
  const first = one.changes((id) => heard.push(`first ${id}`))
  one.changes((id) => heard.push(`second ${id}`))
  await hear()
  await other.save('a:1', undefined, 'tokens')
  await hear()
  first()
  first()
  await other.save('a:2', undefined, 'tokens')
  await hear()
  expect(heard).toEqual(['first a:1', 'second a:1', 'second a:2'])
  await one.close()
  await other.close()
})

it('survives a store that cannot be opened, and then rather tells too much than too little', async () => {
  const folder = join(temporaryFolder(), 'store')
  writeFileSync(folder, 'in the way')
  const { one, other, hear } = two(folder)
  const heard: string[] = []
  one.changes((id) => heard.push(id))
  await hear(2)
  rmSync(folder)
  await other.save('a:1', undefined, 'tokens')
  await hear()
  expect(heard).toEqual(['a:1'])
  await one.close()
  await other.close()
})

it('looks up the latest change in an index, so that a save costs the same among very many connections', async () => {
  const folder = temporaryFolder()
  const store = fileStore(folder)
  await store.save('a:1', undefined, 'tokens')
  const database = new Database(join(folder, databaseName))
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${latestAnnounced}`).raw().all() as unknown[][]
  expect(plan.map((step) => String(step.at(-1)))).toEqual([
    expect.stringMatching(/INDEX connections_changed/),
  ])
  await store.close()
})
