import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
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

  it('adds a line to the history with each save that is made, and keeps the last 50', async () => {
    const closing = (history: string) => ({ fence: 0, note: {}, history })
    assert.equal(await store().save(connection, 'tokens-x', 'tokens-0', closing('never')), false)
    for (let n = 0; n < 60; n++) {
      const previous = n === 0 ? undefined : `tokens-${n - 1}`
      assert.equal(await store().save(connection, previous, `tokens-${n}`, closing(`line ${n}`)), true)
    }
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index + 10}`).join('\n')
    // A best-effort store may still be writing.
    for (let tries = 0; tries < 200 && (await store().readHistory(connection)) !== lines; tries++)
      await wait(5)
    assert.equal(await store().readHistory(connection), lines)
    assert.equal(await store().save(connection, 'tokens-59', 'tokens-60'), true)
    await store().writeHistory(connection, 'first\nsecond')
    assert.equal(await store().readHistory(connection), 'first\nsecond')
    assert.equal(await store().save(connection, 'tokens-60', 'tokens-61', closing('third')), true)
    for (let tries = 0; tries < 200 && !(await store().readHistory(connection))?.endsWith('third'); tries++)
      await wait(5)
    assert.equal(await store().readHistory(connection), 'first\nsecond\nthird')
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
