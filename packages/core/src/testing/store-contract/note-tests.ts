import assert from 'node:assert/strict'
import type { ContractContext } from './contract-context.ts'
import { repeat } from './samples.ts'

export function noteTests({ it, store, another, atomic }: ContractContext): void {
  it('knows no note that was not written, and tells its time', async () => {
    const { value, now } = await store().readNote('cool-down:client')
    assert.equal(value, undefined)
    assert.equal(typeof now, 'number')
  })

  it('writes a note where there was none, once', async () => {
    assert.equal(await store().swapNote('cool-down:client', undefined, 'first'), true)
    assert.equal(await store().swapNote('cool-down:client', undefined, 'second'), false)
    assert.equal((await store().readNote('cool-down:client')).value, 'first')
  })

  it('replaces a note only by its present value, and no other note', async () => {
    await store().swapNote('one', undefined, 'a')
    await store().swapNote('two', undefined, 'a')
    assert.equal(await store().swapNote('one', 'b', 'c'), false)
    assert.equal(await store().swapNote('one', 'a', 'c'), true)
    assert.equal((await store().readNote('one')).value, 'c')
    assert.equal((await store().readNote('two')).value, 'a')
  })

  it('removes a note only by its present value, and writes it anew', async () => {
    assert.equal(await store().swapNote('one', undefined, undefined), true)
    await store().swapNote('one', undefined, 'a')
    assert.equal(await store().swapNote('one', 'b', undefined), false)
    assert.equal(await store().swapNote('one', undefined, undefined), false)
    assert.equal((await store().readNote('one')).value, 'a')
    assert.equal(await store().swapNote('one', 'a', undefined), true)
    assert.equal((await store().readNote('one')).value, undefined)
    assert.equal(await store().swapNote('one', undefined, 'c'), true)
  })

  it('lets one of twenty win who write at once', async () => {
    const other = atomic && another ? await another() : store()
    const won = await repeat(20, (index) =>
      (index % 2 ? other : store()).swapNote('note', undefined, `${index}`),
    )
    assert.equal(won.filter(Boolean).length, 1)
  })
}
