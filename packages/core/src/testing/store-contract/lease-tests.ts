import assert from 'node:assert/strict'
import type { ContractContext } from './contract-context.ts'
import { ann, backoff, bob, connection, dead, doubt, long, repeat, short } from './samples.ts'
import { takeLease } from './take-lease.ts'

export function leaseTests({ it, store, another, atomic, exactClock, pass }: ContractContext): void {
  it('answers no tokens and a free lease for an unknown connection', async () => {
    const { tokens, lease } = await store().read(connection)
    assert.equal(tokens, undefined)
    assert.deepEqual(lease, { state: 'free', fence: 0 })
  })

  it('gives a free lease with the tokens, and says who holds it until when', async () => {
    await store().save(connection, undefined, 'tokens-1')
    const got = await store().acquire(connection, ann, long)
    assert.equal(got.fence, 1)
    assert.equal(got.tokens, 'tokens-1')
    const { lease } = await store().read(connection)
    assert.deepEqual(lease, got.lease)
    assert.equal(lease.state, 'held')
    assert.equal(lease.owner, 'ann')
    assert.equal(lease.host, 'host-a')
    assert.equal(lease.until, got.now + long)
  })

  it('refuses a held lease but reads the tokens and the holder', async () => {
    await store().save(connection, undefined, 'tokens-1')
    await takeLease(store())
    const refused = await store().acquire(connection, bob, long)
    assert.equal(refused.fence, undefined)
    assert.equal(refused.tokens, 'tokens-1')
    assert.equal(refused.lease.owner, 'ann')
  })

  it('gives the lease again, under a new fence, to an owner whose first attempt may have been lost', async () => {
    const first = await takeLease(store())
    const second = await takeLease(store())
    assert.ok(second > first)
    assert.equal(await store().extend(connection, first, long), false)
    assert.equal(await store().extend(connection, second, long), true)
  })

  it('lets a lease past its deadline be taken, with a higher fence', async () => {
    const first = await takeLease(store(), ann, short)
    await pass(short)
    const second = await takeLease(store(), bob)
    assert.ok(second > first)
    const { lease } = await store().read(connection)
    assert.equal(lease.owner, 'bob')
    assert.equal(lease.doubt, undefined)
  })

  if (exactClock) {
    it('keeps a lease to its last millisecond', async () => {
      await takeLease(store(), ann, 1000)
      await pass(999)
      assert.equal((await store().acquire(connection, bob, long)).fence, undefined)
      await pass(1)
      await takeLease(store(), bob)
    })

    it('extends a lease from now on', async () => {
      const fence = await takeLease(store(), ann, 1000)
      await pass(800)
      assert.equal(await store().extend(connection, fence, 1000), true)
      await pass(999)
      assert.equal((await store().acquire(connection, bob, long)).fence, undefined)
      await pass(1)
      await takeLease(store(), bob)
    })
  }

  it('extends a lease past its deadline while nobody took it', async () => {
    const fence = await takeLease(store(), ann, short)
    await pass(short)
    assert.equal(await store().extend(connection, fence, long), true)
    assert.equal((await store().acquire(connection, bob, long)).fence, undefined)
  })

  it('refuses everything to a fence that was overtaken, and leaves the new holder alone', async () => {
    await store().save(connection, undefined, 'tokens-1')
    const stale = await takeLease(store(), ann, short)
    await pass(short)
    const fence = await takeLease(store(), bob)
    const before = (await store().read(connection)).lease
    assert.equal(await store().extend(connection, stale, long), false)
    assert.equal(await store().withdraw(connection, stale, long), false)
    assert.equal(await store().release(connection, stale, { dead }), false)
    assert.deepEqual((await store().read(connection)).lease, before)
    assert.equal(await store().release(connection, fence, {}), true)
  })

  it('frees a released lease once, and counts its fence on', async () => {
    const fence = await takeLease(store())
    assert.equal(await store().release(connection, fence, {}), true)
    assert.deepEqual((await store().read(connection)).lease, { state: 'free', fence })
    assert.equal(await store().release(connection, fence, {}), false)
    assert.equal(await store().extend(connection, fence, long), false)
    assert.equal(await takeLease(store(), bob), fence + 1)
  })

  it('keeps what a release noted through later holders', async () => {
    await store().release(connection, await takeLease(store()), { doubt, dead, backoff })
    await store().release(connection, await takeLease(store(), bob), {})
    const { lease } = await store().read(connection)
    assert.deepEqual(lease, { state: 'free', fence: 2, doubt, dead, backoff })
    const held = await store().acquire(connection, ann, long)
    assert.deepEqual([held.lease.doubt, held.lease.dead, held.lease.backoff], [doubt, dead, backoff])
  })

  it('clears a note with null and leaves the others', async () => {
    await store().release(connection, await takeLease(store()), { doubt, dead, backoff })
    await store().release(connection, await takeLease(store()), { doubt: null, backoff: null })
    assert.deepEqual((await store().read(connection)).lease, { state: 'free', fence: 2, dead })
  })

  it('never sets its time back', async () => {
    let last = 0
    for (let count = 0; count < 20; count++) {
      const { now } =
        count % 2 ? await store().read(connection) : await store().acquire(connection, ann, long)
      assert.ok(now >= last)
      last = now
    }
  })

  it('gives the lease to one of fifty who ask at once', async () => {
    const other = atomic && another ? await another() : store()
    const answers = await repeat(50, (index) => {
      const holder = { owner: `owner-${index}`, host: 'host-a' }
      return (index % 2 ? other : store()).acquire(connection, holder, long)
    })
    assert.equal(answers.filter(({ fence }) => fence !== undefined).length, 1)
    assert.equal((await store().read(connection)).lease.fence, 1)
  })
}
