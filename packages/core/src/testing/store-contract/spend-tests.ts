import assert from 'node:assert/strict'
import type { ContractContext } from './contract-context.ts'
import { ann, bob, connection, doubt, intent, long, short } from './samples.ts'
import { takeLease } from './take-lease.ts'

export function spendTests({ it, store, pass }: ContractContext): void {
  /** Ann is about to send the refresh token of tokens-1. */
  const spend = async (duration = long, singleUse = true) => {
    await store().save(connection, undefined, 'tokens-1')
    const fence = await takeLease(store())
    assert.equal(await store().spend(connection, fence, 'tokens-1', { ...intent, singleUse }, duration), true)
    return fence
  }

  it('records the intent to spend', async () => {
    await spend()
    const { lease, tokens } = await store().read(connection)
    assert.equal(lease.state, 'spending')
    assert.deepEqual(lease.spending, intent)
    assert.equal(lease.owner, 'ann')
    assert.equal(tokens, 'tokens-1')
  })

  it('refuses the intent when the tokens are not those that were read', async () => {
    await store().save(connection, undefined, 'tokens-1')
    const fence = await takeLease(store())
    await store().save(connection, 'tokens-1', 'tokens-2')
    assert.equal(await store().spend(connection, fence, 'tokens-1', intent, long), false)
    assert.equal((await store().read(connection)).lease.state, 'held')
  })

  it('refuses the intent where there are no tokens', async () => {
    const fence = await takeLease(store())
    assert.equal(await store().spend(connection, fence, 'tokens-1', intent, long), false)
  })

  it('refuses the intent of a lost lease', async () => {
    await store().save(connection, undefined, 'tokens-1')
    const stale = await takeLease(store(), ann, short)
    await pass(short)
    const fence = await takeLease(store(), bob)
    assert.equal(await store().spend(connection, stale, 'tokens-1', intent, long), false)
    await store().release(connection, fence, {})
    assert.equal(await store().spend(connection, fence, 'tokens-1', intent, long), false)
  })

  it('refuses a second intent, and a heartbeat, while spending', async () => {
    const fence = await spend()
    assert.equal(await store().spend(connection, fence, 'tokens-1', intent, long), false)
    assert.equal(await store().extend(connection, fence, long), false)
  })

  it('refuses the lease to everybody while spending, to the spender too', async () => {
    await spend()
    assert.equal((await store().acquire(connection, ann, long)).fence, undefined)
    const refused = await store().acquire(connection, bob, long)
    assert.equal(refused.fence, undefined)
    assert.equal(refused.lease.doubt, undefined)
  })

  it('puts a single-use spend past its deadline in doubt, until a definite answer', async () => {
    await spend(short)
    await pass(short)
    const taken = await store().acquire(connection, bob, long)
    assert.deepEqual(taken.lease.doubt, doubt)
    assert.equal(taken.lease.spending, undefined)
    await store().release(connection, taken.fence ?? 0, {})
    const again = await store().acquire(connection, ann, long)
    assert.deepEqual(again.lease.doubt, doubt)
    await store().release(connection, again.fence ?? 0, { doubt: null })
    assert.equal((await store().read(connection)).lease.doubt, undefined)
  })

  it('frees a reusable spend past its deadline without doubt', async () => {
    await spend(short, false)
    await pass(short)
    const taken = await store().acquire(connection, bob, long)
    assert.ok(taken.fence)
    assert.equal(taken.lease.doubt, undefined)
  })

  it('goes back to held, and to no doubt, when nothing was sent', async () => {
    const fence = await spend()
    assert.equal(await store().withdraw(connection, fence, short), true)
    const { lease } = await store().read(connection)
    assert.equal(lease.state, 'held')
    assert.equal(lease.spending, undefined)
    await pass(short)
    const taken = await store().acquire(connection, bob, long)
    assert.ok(taken.fence)
    assert.equal(taken.lease.doubt, undefined)
  })

  it('withdraws nothing that is not being spent', async () => {
    const fence = await takeLease(store())
    assert.equal(await store().withdraw(connection, fence, long), false)
    assert.equal((await store().read(connection)).lease.state, 'held')
  })

  it('lets a spend end with a release, without doubt', async () => {
    const fence = await spend()
    assert.equal(await store().release(connection, fence, {}), true)
    assert.deepEqual((await store().read(connection)).lease, { state: 'free', fence })
  })

  it('counts redemptions of a lineage within the window, over releases, and no withdrawn one', async () => {
    await store().save(connection, undefined, 'tokens-1')
    const redeem = async (lineage: string) => {
      const fence = await takeLease(store())
      await store().spend(connection, fence, 'tokens-1', { ...intent, lineage, window: long }, long)
      await store().release(connection, fence, {})
    }
    await redeem('lineage-1')
    await redeem('lineage-1')
    const fence = await takeLease(store())
    await store().spend(connection, fence, 'tokens-1', { ...intent, window: long }, long)
    await store().withdraw(connection, fence, long)
    await store().release(connection, fence, {})
    const { lease, now } = await store().read(connection)
    assert.equal(lease.spends?.lineage, 'lineage-1')
    assert.equal(lease.spends?.at.length, 2)
    assert.ok(lease.spends?.at.every((at) => at <= now))

    await redeem('lineage-2')
    assert.equal((await store().read(connection)).lease.spends?.at.length, 1)
    assert.equal((await store().read(connection)).lease.spends?.lineage, 'lineage-2')
  })

  it('counts no redemption that has left the window', async () => {
    await store().save(connection, undefined, 'tokens-1')
    for (let round = 0; round < 2; round++) {
      const fence = await takeLease(store())
      await store().spend(connection, fence, 'tokens-1', { ...intent, window: short }, long)
      await store().release(connection, fence, {})
      await pass(short)
    }
    assert.equal((await store().read(connection)).lease.spends?.at.length, 1)
  })

  it('tells an intent past its deadline as a doubt, before anybody takes the lease', async () => {
    await spend(short)
    assert.equal((await store().read(connection)).lease.doubt, undefined)
    await pass(short)
    assert.deepEqual((await store().read(connection)).lease.doubt, doubt)
  })

  it('leaves no doubt of a reusable refresh token', async () => {
    await spend(short, false)
    await pass(short)
    assert.equal((await store().read(connection)).lease.doubt, undefined)
  })
}
