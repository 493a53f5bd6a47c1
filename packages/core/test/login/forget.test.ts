import { describe, expect, it } from 'vitest'
import { turns } from '../support/turns.ts'
import { expired, failure, id, loggedIn, logIn, world } from '../support/world.ts'

const list = async (tokens: { connections(): AsyncIterable<{ id: string }> }) => {
  const ids: string[] = []
  for await (const connection of tokens.connections()) ids.push(connection.id)
  return ids
}

describe('forgetting a connection', () => {
  it('removes its tokens and its history, and leaves a tombstone without secrets', async () => {
    const { tokens, store } = await loggedIn()
    await turns()
    await tokens.forget(id)
    expect(await list(tokens)).toEqual([])
    for (const call of [
      tokens.getAccessToken(id),
      tokens.refresh(id),
      tokens.connection(id),
      tokens.history(id),
    ]) {
      expect(await failure(call)).toMatchObject({ name: 'ConnectionNotFoundError', connection: id })
    }
    expect(await store.readHistory(id)).toBeUndefined()
    expect((await store.read(id)).tokens).not.toMatch(/access-2|refresh-2|sealed/)
  })

  it('is noticed by processes that have it in memory', async () => {
    const { tokens, manager } = await loggedIn()
    await tokens.getAccessToken(id)
    await manager().forget(id)
    await turns()
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })

  it('says when there is nothing to forget, also the second time', async () => {
    const { tokens } = await loggedIn()
    expect(await failure(tokens.forget('fake:nobody'))).toMatchObject({ name: 'ConnectionNotFoundError' })
    await tokens.forget(id)
    expect(await failure(tokens.forget(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
    expect(await failure(tokens.forget('nonsense'))).toMatchObject({ code: 'invalid_connection_id' })
  })

  it('can be undone by a new login', async () => {
    const { tokens } = await loggedIn()
    await tokens.forget(id)
    await logIn(tokens)
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    expect((await tokens.connection(id)).status).toBe('active')
  })

  it('works for a record that cannot be read', async () => {
    const { tokens, store } = await loggedIn()
    const { tokens: stored } = await store.read(id)
    await store.save(id, stored, 'not a record')
    await tokens.forget(id)
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })

  it('is not needed before a new login, where the record is damaged', async () => {
    const { tokens, store, rescue } = await loggedIn()
    const { tokens: stored } = await store.read(id)
    await store.save(id, stored, 'not a record')
    expect(await failure(tokens.connection(id))).toMatchObject({ code: 'corrupt_record' })
    await logIn(tokens)
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    expect(rescue.sets).toEqual([])
  })

  it('removes what lies in the rescue folder, also where the store has nothing', async () => {
    const { manager, rescue, store } = world()
    const set = { connection: id, lineage: 'lineage-1', generation: 1, parent: null, issuedAt: 0, tokens: '' }
    await rescue.keep(set)
    await manager().forget(id)
    expect(rescue.sets).toEqual([])
    expect((await store.read(id)).tokens).toMatch(/tombstone/)
  })

  it('waits for a redemption in flight, and then wins', async () => {
    const { tokens, provider, manager, clock } = await expired()
    let open = () => {}
    provider.before = () =>
      new Promise((resolve) => {
        open = resolve
      })
    const refreshing = tokens.getAccessToken(id)
    await turns()
    const forgetting = manager().forget(id)
    await turns()
    open()
    expect(await refreshing).toBe('access-3')
    await turns()
    clock.advance(200)
    await forgetting
    await turns()
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })
})

describe('the history of a connection', () => {
  it('tells what was tried, why, by whom, and how it ended', async () => {
    const { tokens, provider, clock } = await expired()
    provider.script = [() => ({ kind: 'not-sent', cause: { name: 'Error', code: 'ENOTFOUND' } })]
    await failure(tokens.getAccessToken(id))
    clock.advance(5_000)
    await tokens.getAccessToken(id)
    await tokens.refresh(id)
    await tokens.getAccessToken(id, { rejected: 'access-4' })
    await turns()
    const history = await tokens.history(id)
    expect(history.map(({ action, why, outcome, generation }) => [action, why, outcome, generation])).toEqual(
      [
        ['login', 'login', 'issued', 1],
        ['refresh', 'expired', 'ProviderUnavailableError', 1],
        ['refresh', 'expired', 'issued', 2],
        ['refresh', 'forced', 'issued', 3],
        ['refresh', 'rejected', 'issued', 4],
      ],
    )
    expect(history[1]).toMatchObject({
      code: 'provider_unreachable',
      pid: process.pid,
      host: expect.any(String),
      at: expect.any(Date),
    })
  })

  it('keeps the last fifty', async () => {
    const { tokens } = await loggedIn()
    for (let count = 0; count < 60; count++) await tokens.refresh(id)
    await turns()
    const history = await tokens.history(id)
    expect(history).toHaveLength(50)
    expect(history.at(-1)?.generation).toBe(61)
  })

  it('that cannot be read is an empty one, and stops nothing', async () => {
    const { tokens, store } = await loggedIn()
    await turns()
    await store.writeHistory(id, 'damaged')
    expect(await tokens.history(id)).toEqual([])
    await tokens.refresh(id)
    await turns()
    expect(await tokens.history(id)).toHaveLength(1)
  })
})
