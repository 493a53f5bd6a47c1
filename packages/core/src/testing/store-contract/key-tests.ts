import assert from 'node:assert/strict'
import type { ContractContext } from './contract-context.ts'
import { ann, long } from './samples.ts'

/** Each differs from another in what a careless store does not see. */
const oddIds = [
  'a:1',
  'A:1',
  'a:1 ',
  'a::1',
  'a%3A1',
  'a/1',
  'a_1',
  'a%1',
  'a*1',
  'a?1',
  'a.1',
  'a\\1',
  "a:'1",
  'a:"1',
  'a:`1`',
  "a:'; DROP TABLE connections; --",
  'a:{1}',
  'a:\n1',
  'a:é',
  'a:e\u0301',
  'a:Tiếng Việt',
  'a:💥',
  'a:10',
  'a:01',
  'connection:a:1',
  'history:a:1',
  'authorization:a:1',
  '__proto__',
  'constructor',
  `a:${'x'.repeat(298)}`,
  `a:${'x'.repeat(297)}y`,
]

export function keyTests({ it, store }: ContractContext): void {
  it('keeps connections with odd ids apart', async () => {
    for (const [index, id] of oddIds.entries()) {
      assert.equal(await store().save(id, undefined, `tokens ${index}`), true, `saving ${id}`)
      if (index % 2) await store().acquire(id, ann, long)
    }
    for (const [index, id] of oddIds.entries()) {
      const { tokens, lease } = await store().read(id)
      assert.equal(tokens, `tokens ${index}`, `reading ${id}`)
      assert.equal(lease.state, index % 2 ? 'held' : 'free', `lease of ${id}`)
    }
    let count = 0
    for await (const _ of store().list()) count++
    assert.equal(count, oddIds.length)
  })

  it('keeps histories and authorizations with odd keys apart', async () => {
    for (const [index, key] of oddIds.entries()) {
      await store().writeHistory(key, `history ${index}`)
      await store().putAuthorization(key, `authorization ${index}`, long)
    }
    for (const [index, key] of oddIds.entries()) {
      assert.equal(await store().readHistory(key), `history ${index}`, `history of ${key}`)
      assert.equal(await store().takeAuthorization(key), `authorization ${index}`, `authorization ${key}`)
    }
  })
}
