import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import type { ContractContext } from './contract-context.ts'
import { hears } from './hears.ts'
import { ann, bob, connection, dead, intent, long, short } from './samples.ts'
import { takeLease } from './take-lease.ts'

export function lifeTests(context: ContractContext): void {
  const { it, store, another, atomic, durable, pass } = context
  it('states its guarantee and whether it is durable', async () => {
    assert.equal(store().guarantee, atomic ? 'atomic' : 'best-effort')
    assert.equal(store().durable, durable)
    assert.ok(store().description)
  })

  it('never answers "absent" after it was closed', async () => {
    await store().save(connection, undefined, 'tokens-1')
    await store().writeHistory(connection, 'events')
    await store().putAuthorization('state-1', 'verifier', long)
    await store().close()
    const listAll = async () => {
      const found: string[] = []
      for await (const { tokens } of store().list()) found.push(tokens)
      return found
    }
    await rightOrThrown(store().read(connection), ({ tokens }) => assert.equal(tokens, 'tokens-1'))
    await rightOrThrown(store().acquire(connection, ann, long), ({ tokens }) =>
      assert.equal(tokens, 'tokens-1'),
    )
    await rightOrThrown(store().save(connection, 'tokens-1', 'tokens-1'), (saved) =>
      assert.equal(saved, true),
    )
    await rightOrThrown(store().readHistory(connection), (history) => assert.equal(history, 'events'))
    await rightOrThrown(store().takeAuthorization('state-1'), (value) => assert.equal(value, 'verifier'))
    await rightOrThrown(listAll(), (found) => assert.deepEqual(found, ['tokens-1']))
  })

  it('can be closed twice', async () => {
    await store().close()
    await store().close()
  })

  it('ends a subscription', async () => {
    const heard: string[] = []
    store().changes((id) => heard.push(id))()
    await store().save(connection, undefined, 'tokens-1')
    await pass(short)
    await wait(1)
    assert.deepEqual(heard, [])
  })

  if (!another) return

  it('shows another instance everything at once', async () => {
    const other = await another()
    await store().save(connection, undefined, 'tokens-1')
    await store().writeHistory(connection, 'events')
    await store().putAuthorization('state-1', 'verifier', long)
    const fence = await takeLease(store())
    assert.equal((await other.read(connection)).tokens, 'tokens-1')
    assert.equal((await other.acquire(connection, bob, long)).lease.owner, 'ann')
    assert.equal(await other.release(connection, fence, { dead }), true)
    assert.deepEqual((await store().read(connection)).lease.dead, dead)
    assert.equal(await other.readHistory(connection), 'events')
    assert.equal(await other.takeAuthorization('state-1'), 'verifier')
    assert.equal(await store().takeAuthorization('state-1'), undefined)
  })

  it('still has everything after it was closed and opened again', async () => {
    await store().save(connection, undefined, 'tokens-1')
    const fence = await takeLease(store())
    await store().spend(connection, fence, 'tokens-1', intent, long)
    const before = (await store().read(connection)).lease
    await store().close()
    const { tokens, lease } = await (await another()).read(connection)
    assert.equal(tokens, 'tokens-1')
    assert.deepEqual(lease, before)
  })

  // A best-effort store may have no way to tell others.
  if (!atomic) return

  it('tells another instance of saves, deaths and doubts, and of nothing before or else', async () => {
    await store().save('a:before', undefined, 'tokens')
    const other = await another()
    const heard: string[] = []
    other.changes((id) => heard.push(id))
    await other.read(connection)

    const quiet = await store().acquire('a:held', ann, long)
    await store().extend('a:held', quiet.fence ?? 0, long)
    await store().release('a:held', quiet.fence ?? 0, {})
    await store().writeHistory('a:history', 'events')
    await store().save('a:saved', undefined, 'tokens')
    await hears(context, heard, ['a:saved'])

    await store().release('a:held', (await store().acquire('a:held', ann, long)).fence ?? 0, { dead })
    await hears(context, heard, ['a:saved', 'a:held'])

    await store().save('a:lost', undefined, 'tokens')
    await store().spend(
      'a:lost',
      (await store().acquire('a:lost', ann, long)).fence ?? 0,
      'tokens',
      intent,
      short,
    )
    await hears(context, heard, ['a:saved', 'a:held', 'a:lost'])
    heard.length = 0
    await pass(short)
    assert.ok((await store().acquire('a:lost', bob, long)).lease.doubt)
    await hears(context, heard, ['a:lost'])
  })
}

/** A closed store may still know the truth, as memory does; anything else must be a StoreUnavailableError. */
async function rightOrThrown<Answer>(asked: Promise<Answer>, check: (answer: Answer) => void): Promise<void> {
  const outcome = await asked.then(
    (answer) => ({ answer }),
    (error: Error) => ({ error }),
  )
  if ('answer' in outcome) check(outcome.answer)
  else assert.equal(outcome.error.name, 'StoreUnavailableError')
}
