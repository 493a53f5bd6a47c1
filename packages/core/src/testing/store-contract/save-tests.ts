import assert from 'node:assert/strict'
import type { ContractContext } from './contract-context.ts'
import { ann, bob, connection, dead, doubt, intent, long, repeat, short } from './samples.ts'
import { takeLease } from './take-lease.ts'

export function saveTests({ it, store, another, atomic, pass }: ContractContext): void {
  const tokensNow = async () => (await store().read(connection)).tokens

  it('saves a first token set only where there is none', async () => {
    assert.equal(await store().save(connection, undefined, 'tokens-1'), true)
    assert.equal(await store().save(connection, undefined, 'tokens-x'), false)
    assert.equal(await tokensNow(), 'tokens-1')
  })

  it('saves over the named parent only', async () => {
    assert.equal(await store().save(connection, 'tokens-0', 'tokens-x'), false)
    assert.equal(await tokensNow(), undefined)
    await store().save(connection, undefined, 'tokens-1')
    assert.equal(await store().save(connection, 'tokens-1', 'tokens-2'), true)
    assert.equal(await store().save(connection, 'tokens-1', 'tokens-x'), false)
    assert.equal(await tokensNow(), 'tokens-2')
  })

  it('saves although the lease was lost, and leaves the new holder alone', async () => {
    await store().save(connection, undefined, 'tokens-1')
    const fence = await takeLease(store(), ann, short)
    await store().spend(connection, fence, 'tokens-1', intent, short)
    await pass(short)
    await takeLease(store(), bob)
    const before = (await store().read(connection)).lease
    assert.equal(
      await store().save(connection, 'tokens-1', 'tokens-2', { fence, note: { doubt: null } }),
      true,
    )
    const { tokens, lease } = await store().read(connection)
    assert.equal(tokens, 'tokens-2')
    assert.deepEqual(lease, before)
    assert.deepEqual(lease.doubt, doubt)
  })

  it('releases in the same step, with the note, when the fence is the present one', async () => {
    await store().save(connection, undefined, 'tokens-1')
    const fence = await takeLease(store())
    await store().spend(connection, fence, 'tokens-1', intent, long)
    assert.equal(await store().save(connection, 'tokens-1', 'tokens-2', { fence, note: { dead } }), true)
    const { tokens, lease } = await store().read(connection)
    assert.equal(tokens, 'tokens-2')
    assert.deepEqual(lease, { state: 'free', fence, dead })
  })

  it('does not release when the save is refused', async () => {
    await store().save(connection, undefined, 'tokens-1')
    const fence = await takeLease(store())
    assert.equal(await store().save(connection, 'tokens-0', 'tokens-x', { fence, note: { dead } }), false)
    const { lease } = await store().read(connection)
    assert.equal(lease.state, 'held')
    assert.equal(lease.dead, undefined)
  })

  it('saves with a lease that was released already', async () => {
    const fence = await takeLease(store())
    await store().release(connection, fence, {})
    assert.equal(await store().save(connection, undefined, 'tokens-1', { fence, note: {} }), true)
    assert.equal(await tokensNow(), 'tokens-1')
  })

  it('keeps the tokens through every move of the lease', async () => {
    await store().save(connection, undefined, 'tokens-1')
    const fence = await takeLease(store())
    await store().extend(connection, fence, long)
    await store().spend(connection, fence, 'tokens-1', intent, long)
    await store().withdraw(connection, fence, long)
    await store().release(connection, fence, { doubt })
    assert.equal(await tokensNow(), 'tokens-1')
  })

  it('keeps a record to the last character', async () => {
    const record = `"quoted" 'single' \\ % \n\t Tiếng Việt 💥 ${'x'.repeat(100_000)}`
    await store().save(connection, undefined, record)
    assert.equal(await tokensNow(), record)
    assert.equal(await store().save(connection, record, 'tokens-2'), true)
  })

  it('lets one of twenty saves on the same parent win', async () => {
    await store().save(connection, undefined, 'tokens-1')
    const other = atomic && another ? await another() : store()
    const answers = await repeat(20, (index) =>
      (index % 2 ? other : store()).save(connection, 'tokens-1', `by-${index}`),
    )
    assert.equal(answers.filter(Boolean).length, 1)
    assert.equal(await tokensNow(), `by-${answers.indexOf(true)}`)
  })

  it('loses no update of ten who count at once', async () => {
    const other = atomic && another ? await another() : store()
    const count = async (through: typeof other) => {
      for (let saved = 0; saved < 10; ) {
        const { tokens } = await through.read(connection)
        if (await through.save(connection, tokens, String(Number(tokens ?? 0) + 1))) saved++
      }
    }
    await repeat(10, (index) => count(index % 2 ? other : store()))
    assert.equal(await tokensNow(), '100')
  })
}
