import assert from 'node:assert/strict'
import type { StoredConnection, TokenStore } from '../../store/token-store.ts'
import type { ContractContext } from './contract-context.ts'
import { ann, backoff, bob, connection, dead, doubt, intent, long, short } from './samples.ts'

export function listTests({ it, store, pass }: ContractContext): void {
  const listed = async (of: TokenStore) => {
    const found: string[] = []
    for await (const { tokens } of of.list()) found.push(tokens)
    return found.sort()
  }

  it('lists nothing in an empty store', async () => {
    assert.deepEqual(await listed(store()), [])
  })

  it('lists each tokens record once, in its newest form', async () => {
    await store().save('a:1', undefined, 'one')
    await store().save('a:2', undefined, 'two')
    await store().save('a:1', 'one', 'one-newer')
    assert.deepEqual(await listed(store()), ['one-newer', 'two'])
  })

  it('lists no authorization, no history and no lease without tokens', async () => {
    await store().save('a:1', undefined, 'one')
    await store().acquire('a:2', ann, long)
    await store().putAuthorization('state-1', 'verifier', long)
    await store().writeHistory('a:1', 'events')
    assert.deepEqual(await listed(store()), ['one'])
  })

  it('lists each with its id, and with lease and time as a read of it tells them', async () => {
    await store().save('a:free', undefined, 'one')
    await store().save('a:dead', undefined, 'two')
    await store().release('a:dead', (await store().acquire('a:dead', ann, long)).fence ?? 0, {
      dead,
      backoff,
    })
    await store().save('a:lost', undefined, 'three')
    const { fence = 0 } = await store().acquire('a:lost', ann, long)
    await store().spend('a:lost', fence, 'three', intent, short)
    await pass(short)
    const before = (await store().read('a:free')).now
    const found = new Map<string, StoredConnection>()
    for await (const { id, tokens, lease, now } of store().list()) found.set(id, { tokens, lease, now })
    const after = (await store().read('a:free')).now
    assert.deepEqual([...found.keys()].sort(), ['a:dead', 'a:free', 'a:lost'])
    for (const [id, row] of found) {
      const { tokens, lease } = await store().read(id)
      assert.deepEqual({ tokens: row.tokens, lease: row.lease }, { tokens, lease })
      assert.ok(
        before <= row.now && row.now <= after,
        `${id} at ${row.now}, read between ${before} and ${after}`,
      )
    }
    assert.deepEqual(found.get('a:lost')?.lease.doubt, doubt)
  })

  it('lists all of very many', async () => {
    const all = Array.from({ length: 1000 }, (_, index) => `tokens-${index}`)
    for (const [index, tokens] of all.entries()) await store().save(`a:${index}`, undefined, tokens)
    assert.deepEqual(await listed(store()), all.sort())
  })

  it('lists everything that was there before, whatever is written meanwhile', async () => {
    for (let index = 0; index < 300; index++) await store().save(`a:${index}`, undefined, `tokens-${index}`)
    const found = new Set<string>()
    let written = 0
    for await (const { tokens } of store().list()) {
      found.add(tokens)
      if (written < 50) await store().save(`b:${written++}`, undefined, 'new')
    }
    for (let index = 0; index < 300; index++) assert.ok(found.has(`tokens-${index}`))
  })

  it('can be left in the middle of a list', async () => {
    for (let index = 0; index < 10; index++) await store().save(`a:${index}`, undefined, `tokens-${index}`)
    for await (const { tokens } of store().list()) {
      assert.ok(tokens)
      break
    }
    assert.equal((await listed(store())).length, 10)
  })

  it('keeps the history that was written last, apart from everything else', async () => {
    assert.equal(await store().readHistory(connection), undefined)
    await store().writeHistory(connection, 'first')
    await store().writeHistory(connection, 'second')
    assert.equal(await store().readHistory(connection), 'second')
    assert.equal((await store().read(connection)).tokens, undefined)
    await store().acquire(connection, bob, long)
    assert.equal(await store().readHistory(connection), 'second')
  })

  it('removes a history, also one that is not there', async () => {
    await store().writeHistory(connection, 'first')
    await store().writeHistory('a:other', 'kept')
    await store().writeHistory(connection, undefined)
    await store().writeHistory(connection, undefined)
    assert.equal(await store().readHistory(connection), undefined)
    assert.equal(await store().readHistory('a:other'), 'kept')
  })
}
