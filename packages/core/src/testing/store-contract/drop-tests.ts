import assert from 'node:assert/strict'
import type { ContractContext } from './contract-context.ts'
import { hears } from './hears.ts'
import { ann, connection, dead, long } from './samples.ts'
import { takeLease } from './take-lease.ts'

export function dropTests(context: ContractContext): void {
  const { it, store, another, atomic } = context

  it('drops a connection by its present tokens only, and no other connection', async () => {
    await store().save('a:other', undefined, 'tokens-1')
    await store().save(connection, undefined, 'tokens-1')
    await store().save(connection, 'tokens-1', 'tokens-2')
    assert.equal(await store().drop(connection, 'tokens-1'), false)
    assert.equal((await store().read(connection)).tokens, 'tokens-2')
    assert.equal(await store().drop(connection, 'tokens-2'), true)
    assert.equal((await store().read(connection)).tokens, undefined)
    assert.equal((await store().read('a:other')).tokens, 'tokens-1')
    const listed: string[] = []
    for await (const { id } of store().list()) listed.push(id)
    assert.deepEqual(listed, ['a:other'])
  })

  it('drops nothing where there are no tokens', async () => {
    assert.equal(await store().drop(connection, 'tokens-1'), false)
    await takeLease(store())
    assert.equal(await store().drop(connection, 'tokens-1'), false)
    assert.equal((await store().read(connection)).lease.state, 'held')
  })

  it('drops the lease too, so that the connection can begin anew', async () => {
    await store().save(connection, undefined, 'tokens-1')
    await store().release(connection, await takeLease(store()), { dead })
    await takeLease(store())
    assert.equal(await store().drop(connection, 'tokens-1'), true)
    assert.deepEqual((await store().read(connection)).lease, { state: 'free', fence: 0 })
    assert.equal(await store().save(connection, undefined, 'tokens-1'), true)
    assert.ok((await store().acquire(connection, ann, long)).fence)
  })

  if (!another || !atomic) return

  it('tells of the changes that come after a drop', async () => {
    const other = await another()
    const heard: string[] = []
    other.changes((id) => heard.push(id))
    await other.read(connection)
    await store().save('a:first', undefined, 'tokens-1')
    await hears(context, heard, ['a:first'])
    // What numbers its changes must not give a dropped number to the next one.
    assert.equal(await store().drop('a:first', 'tokens-1'), true)
    await store().save('a:second', undefined, 'tokens-1')
    await hears(context, heard, ['a:first', 'a:second'])
    assert.equal(await store().drop('a:second', 'tokens-1'), true)
    await store().save('a:third', undefined, 'tokens-1')
    await hears(context, heard, ['a:first', 'a:second', 'a:third'])
  })
}
