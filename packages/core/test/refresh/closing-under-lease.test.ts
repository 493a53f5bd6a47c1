import { expect, it } from 'vitest'
import { expired, id } from '../support/world.ts'

it('sends nothing when close begins while a refresh looks under its lease', async () => {
  const { manager, store, provider, rescue } = await expired()
  let closed: Promise<void> | undefined
  const folder = {
    ...rescue,
    find: async () => {
      if ((await store.read(id)).lease.state === 'held') closed ??= own.close()
      return []
    },
  }
  const own = manager({ rescue: folder })
  await expect(own.getAccessToken(id)).rejects.toThrow()
  await closed
  expect(provider.sent).toEqual([])
})
