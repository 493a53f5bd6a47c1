import { expect, it } from 'vitest'
import { createTokenManager, memoryStore } from '../../src/index.ts'
import { fakeClock } from '../../src/testing/index.ts'
import { fakeProvider } from '../support/fake-provider.ts'

/** A provider that lets one grant be refreshed twice in ten minutes. */
async function house() {
  const clock = fakeClock()
  const provider = fakeProvider({ limits: { redemptions: 2, window: 600 } })
  const tokens = createTokenManager({ providers: [provider.adapter], store: memoryStore(clock), clock })
  const grant = () => ({ provider: 'fake', account: 'shop', refreshToken: provider.current })
  await tokens.import(grant())
  return { clock, provider, tokens, grant }
}

it('asks no oftener than the provider allows, and says when it may again', async () => {
  const { clock, provider, tokens } = await house()
  await tokens.refresh('fake:shop')
  clock.advance(60_000)
  await tokens.refresh('fake:shop')
  await expect(tokens.refresh('fake:shop')).rejects.toMatchObject({
    name: 'RateLimitedError',
    code: 'budget_used_up',
    retryAt: new Date(clock.now() + 540_000),
  })
  expect(provider.sent).toHaveLength(2)
  clock.advance(540_000)
  await tokens.refresh('fake:shop')
  expect(provider.sent).toHaveLength(3)
})

it('counts anew for another grant', async () => {
  const { provider, tokens, grant } = await house()
  for (let refresh = 0; refresh < 2; refresh++) await tokens.refresh('fake:shop')
  await tokens.import(grant())
  await tokens.refresh('fake:shop')
  expect(provider.sent).toHaveLength(3)
})
