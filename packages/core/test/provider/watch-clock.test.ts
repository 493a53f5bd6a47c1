import { expect, it } from 'vitest'
import { createTokenManager } from '../../src/index.ts'
import { fakeClock } from '../../src/testing/index.ts'
import { fakeProvider } from '../support/fake-provider.ts'

async function errorsWhenOffBy(offset: number): Promise<string[]> {
  const clock = fakeClock()
  const provider = fakeProvider()
  const { refresh } = provider.adapter
  const adapter = {
    ...provider.adapter,
    refresh: async (request: Parameters<typeof refresh>[0]) => ({
      ...(await refresh(request)),
      serverTime: clock.now() - offset,
    }),
  }
  const errors: string[] = []
  const logger = { debug() {}, info() {}, warn() {}, error: (line: string) => errors.push(line) }
  const tokens = createTokenManager({ providers: [adapter], clock, logger })
  await tokens.import({ provider: 'fake', account: 'a', refreshToken: provider.current })
  await tokens.getAccessToken('fake:a')
  await tokens.refresh('fake:a')
  await tokens.close()
  return errors
}

it('says once, and what to do, that this machine is hours ahead of the provider', async () => {
  const errors = await errorsWhenOffBy(5 * 3_600_000)
  expect(errors).toHaveLength(1)
  expect(errors[0]).toMatch(/clock is 5 h ahead of the clock of fake\. Set it/)
})

it('says that it is behind', async () => {
  expect(await errorsWhenOffBy(-30 * 60_000)).toEqual([expect.stringContaining('30 min behind')])
})

it('says nothing of what an answer takes to arrive', async () => {
  expect(await errorsWhenOffBy(60_000)).toEqual([])
})
