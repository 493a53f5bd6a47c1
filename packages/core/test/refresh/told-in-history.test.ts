import { expect, it } from 'vitest'
import { turns } from '../support/turns.ts'
import { expired, id } from '../support/world.ts'

it('the history says how long a refresh took, and names nobody where nobody was waited for', async () => {
  const { manager, clock, provider } = await expired()
  provider.after = async () => clock.advance(5_000)
  const own = manager()
  await own.getAccessToken(id)
  await turns()
  const told = (await own.history(id)).at(-1)
  expect(told).toMatchObject({ action: 'refresh', outcome: 'issued', duration: 5_000 })
  expect(told).not.toHaveProperty('waitedFor')
})
