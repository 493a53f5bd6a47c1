import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { gate } from '../support/gate.ts'
import { memoryRescue } from '../support/memory-rescue.ts'
import { tampered } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { expired, failure, id, loggedIn } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

describe('found by the simulation', () => {
  it('I4: what is forgotten during a refresh is handed out from memory no more', async () => {
    const { tokens, manager, store } = await loggedIn()
    const { open, passed } = gate()
    const slow = tampered(store, async (method, apply) => {
      if (method === 'acquire') await passed
      return apply()
    })
    const own = manager({ store: slow })
    await own.getAccessToken(id)
    const refreshing = failure(own.refresh(id))
    await tokens.forget(id)
    open()
    expect(await refreshing).toMatchObject({ name: 'ConnectionNotFoundError' })
    expect(await failure(own.getAccessToken(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })

  it('I1 I3: an import that the store took late is not put back over what came of it by a host whose clock is ahead', async () => {
    const { tokens, manager, clock, store, record, provider } = await loggedIn()
    const { facts } = await record()
    const { lineage, generation } = facts
    const folder = memoryRescue()
    const { tokens: text = '' } = await store.read(id)
    const issuedAt = facts.issuedAt + 259_200_000
    await folder.keep({ connection: id, lineage, generation, issuedAt, tokens: text })
    await tokens.refresh(id)
    clock.advance(3_600_000)
    await manager({ rescue: folder }).getAccessToken(id)
    expect((await record()).facts).toMatchObject({ lineage, generation: generation + 2 })
    expect(provider.afterDefinite).toEqual([])
    expect(folder.sets).toEqual([])
  })

  it.each([
    ['lost meanwhile', 1],
    ['lost and were refused after', 2],
  ])(
    'I7: who slept over its lease, and is refused, names the answer that others %s',
    async (_title, calls) => {
      const { provider, manager, clock } = await expired()
      const { open, passed } = gate()
      const sleeper = {
        ...provider.adapter,
        refresh: async (request: Parameters<typeof provider.adapter.refresh>[0]) => {
          await passed
          return provider.adapter.refresh(request)
        },
      }
      const asleep = failure(manager({ adapter: sleeper }).getAccessToken(id))
      await pass(clock, 31_000)
      provider.script = [
        (ordinary) => {
          ordinary()
          return { kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } }
        },
      ]
      for (let call = 0; call < calls; call++) {
        await failure(passingTime(clock, manager().getAccessToken(id), 50))
        if (call + 1 < calls) await pass(clock, 2_000)
      }
      open()
      expect(await passingTime(clock, asleep)).toMatchObject({
        name: 'ReauthorizationRequiredError',
        code: 'answer_lost',
      })
    },
  )
})
