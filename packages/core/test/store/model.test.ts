import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileStore } from '../../src/store/file/file-store.ts'
import type { LeaseNote } from '../../src/store/lease.ts'
import { memoryStore } from '../../src/store/memory.ts'
import type { TokenStore } from '../../src/store/token-store.ts'
import { backoff, dead, doubt, intent } from '../../src/testing/store-contract/samples.ts'
import { fakeClock } from './fake-clock.ts'
import { temporaryFolder } from './temporary-folder.ts'

const id = fc.constantFrom('a:1', 'a:2')
const tokens = fc.constantFrom('tokens-1', 'tokens-2', 'tokens-3')
const fence = fc.nat({ max: 4 })
const duration = fc.constantFrom(10, 100)
const owner = fc.constantFrom('ann', 'bob').map((name) => ({ owner: name, host: name }))
const fact = <Value>(value: Value) => fc.constantFrom(undefined, null, value)
const note = fc
  .record({ doubt: fact(doubt), dead: fact(dead), backoff: fact(backoff) })
  .map(
    (facts) =>
      Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as LeaseNote,
  )

type Operation = (store: TokenStore) => Promise<unknown>
const operation: fc.Arbitrary<Operation | { pass: number }> = fc.oneof(
  duration.map((pass) => ({ pass })),
  fc.tuple(id, owner, duration).map(
    ([...asked]) =>
      (store: TokenStore) =>
        store.acquire(...asked),
  ),
  fc.tuple(id, fence, duration).map(
    ([...asked]) =>
      (store: TokenStore) =>
        store.extend(...asked),
  ),
  fc.tuple(id, fence, tokens, fc.boolean(), duration).map(
    ([to, by, previous, singleUse, time]) =>
      (store: TokenStore) =>
        store.spend(to, by, previous, { ...intent, singleUse }, time),
  ),
  fc.tuple(id, fence, duration).map(
    ([...asked]) =>
      (store: TokenStore) =>
        store.withdraw(...asked),
  ),
  fc.tuple(id, fence, note).map(
    ([...asked]) =>
      (store: TokenStore) =>
        store.release(...asked),
  ),
  fc
    .tuple(
      id,
      fc.option(tokens, { nil: undefined }),
      tokens,
      fc.option(fc.record({ fence, note }), { nil: undefined }),
    )
    .map(
      ([to, previous, next, closing]) =>
        (store: TokenStore) =>
          store.save(to, previous, next, closing),
    ),
  fc.tuple(id, tokens, duration).map(
    ([...asked]) =>
      (store: TokenStore) =>
        store.putAuthorization(...asked),
  ),
  id.map((key) => (store: TokenStore) => store.takeAuthorization(key)),
)

it('makes the embedded store answer as memory does, whatever is asked in whatever order', async () => {
  const folder = temporaryFolder()
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 40 }), async (operations) => {
      const clock = fakeClock()
      const directory = join(folder, String(++run))
      const file = [fileStore(directory, { clock }), fileStore(directory, { clock })]
      const memory = memoryStore(clock)
      for (const [index, ask] of operations.entries()) {
        if ('pass' in ask) clock.advance(ask.pass)
        else expect(withoutProcess(await ask(file[index % 2]!))).toEqual(await ask(memory))
      }
      for (const key of ['a:1', 'a:2']) {
        expect(withoutProcess(await file[0]!.read(key))).toEqual(await memory.read(key))
      }
      for (const store of file) await store.close()
    }),
    { numRuns: 60 },
  )
})

/** Memory records no process with a lease. */
function withoutProcess(answer: unknown): unknown {
  return JSON.parse(JSON.stringify({ answer }), (key, value) => (key === 'process' ? undefined : value))
    .answer
}
