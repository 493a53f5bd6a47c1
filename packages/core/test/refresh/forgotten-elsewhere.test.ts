import { expect, it } from 'vitest'
import { ConnectionNotFoundError } from '../../src/index.ts'
import { expired, failure, id } from '../support/world.ts'

it('I2: a rescued login stays where its connection was forgotten before, and not after it was made', async () => {
  const { manager, rescue, clock } = await expired()
  await manager().forget(id)
  const login = { connection: id, lineage: 'of-the-login', generation: 1, tokens: '' }
  await rescue.keep({ ...login, issuedAt: clock.now() })
  await rescue.keep({ ...login, lineage: 'of-a-later-one', issuedAt: clock.now() + 1 })
  expect(await failure(manager().getAccessToken(id))).toBeInstanceOf(ConnectionNotFoundError)
  expect(rescue.sets).toHaveLength(2)
})
