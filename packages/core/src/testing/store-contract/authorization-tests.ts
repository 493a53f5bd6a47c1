import assert from 'node:assert/strict'
import type { ContractContext } from './contract-context.ts'
import { long, repeat, short } from './samples.ts'

export function authorizationTests({ it, store, another, atomic, exactClock, pass }: ContractContext): void {
  it('gives an authorization once', async () => {
    await store().putAuthorization('state-1', 'verifier', long)
    assert.equal(await store().takeAuthorization('state-1'), 'verifier')
    assert.equal(await store().takeAuthorization('state-1'), undefined)
  })

  it('knows no authorization that was not put', async () => {
    await store().putAuthorization('state-1', 'verifier', long)
    assert.equal(await store().takeAuthorization('state-2'), undefined)
  })

  it('gives an authorization to one of twenty who ask at once', async () => {
    await store().putAuthorization('state-1', 'verifier', long)
    const other = atomic && another ? await another() : store()
    const answers = await repeat(20, (index) => (index % 2 ? other : store()).takeAuthorization('state-1'))
    assert.deepEqual(
      answers.filter((answer) => answer !== undefined),
      ['verifier'],
    )
  })

  it('forgets an authorization after its lifetime', async () => {
    await store().putAuthorization('state-1', 'verifier', short)
    await pass(short)
    assert.equal(await store().takeAuthorization('state-1'), undefined)
  })

  if (exactClock) {
    it('keeps an authorization to its last millisecond', async () => {
      await store().putAuthorization('state-1', 'verifier', 1000)
      await pass(999)
      assert.equal(await store().takeAuthorization('state-1'), 'verifier')
    })
  }

  it('keeps other authorizations when some are put, taken or expire', async () => {
    await store().putAuthorization('kept', 'a', long)
    await store().putAuthorization('expiring', 'b', short)
    await store().putAuthorization('taken', 'c', long)
    await store().takeAuthorization('taken')
    await pass(short)
    await store().putAuthorization('new', 'd', long)
    assert.equal(await store().takeAuthorization('kept'), 'a')
    assert.equal(await store().takeAuthorization('new'), 'd')
  })

  it('takes the later of two authorizations under one key', async () => {
    await store().putAuthorization('state-1', 'first', short)
    await store().putAuthorization('state-1', 'second', long)
    await pass(short)
    assert.equal(await store().takeAuthorization('state-1'), 'second')
  })
}
