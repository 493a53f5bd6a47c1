import { createTokenManager, memoryStore } from '@oauth-tokens/core'
import { fakeClock } from '@oauth-tokens/core/testing'
import { zaloOa } from '@oauth-tokens/provider-zalo-oa'
import { startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, expect, it } from 'vitest'

const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of cleanUp.splice(0)) await end()
})

it('autoRefresh keeps 50 Zalo OAs live over a simulated fortnight and redeems no refresh token twice', async () => {
  const clock = fakeClock()
  const oas = Array.from({ length: 50 }, (_, index) => ({
    id: `57974586350835${10_000 + index}`,
    name: `OA ${index}`,
  }))
  const app = { appId: '4318657068771012646', secretKey: 'secret-of-the-app', redirectUris: [], oas }
  // One clock for both: what the library believes and what the provider does can only differ by their rules.
  const sandbox = await startSandbox({ now: clock.now, zalo: { apps: [app] } })
  const provider = zaloOa({ clientId: app.appId, clientSecret: app.secretKey, baseUrl: sandbox.zaloUrl })
  const tokens = createTokenManager({ providers: [provider], store: memoryStore(clock), clock })
  cleanUp.push(
    () => tokens.close(),
    () => sandbox.close(),
  )

  for (const { id } of oas) {
    const issued = sandbox.zalo.mint(app.appId, id)
    await tokens.import({ provider: 'zalo-oa', account: id, ...issued, expiresIn: 90_000 })
  }
  const auto = tokens.autoRefresh({ concurrency: 8 })
  await auto.idle()

  const step = 5 * 60_000
  for (let passed = 0; passed < 14 * 86_400_000; passed += step) {
    clock.advance(step)
    await auto.idle()
    for (const { id } of oas) {
      const accessToken = await tokens.getAccessToken(`zalo-oa:${id}`)
      if (!sandbox.zalo.isLive(accessToken)) expect.fail(`${id} has a dead token ${passed / 3_600_000} h in`)
    }
  }
  await auto.stop()
  for (const { id } of oas) {
    const refreshes = (await tokens.history(`zalo-oa:${id}`)).filter(({ action }) => action === 'refresh')
    expect(new Set(refreshes.map(({ why }) => why))).toEqual(new Set(['due']))
  }

  const { totals, refreshTokens } = sandbox.stats()
  expect(totals).toMatchObject({ replays: 0, maxInFlightPerToken: 1, replaysAfterDefiniteAnswer: 0 })
  expect(refreshTokens.every(({ redemptions }) => redemptions === 1)).toBe(true)
  // 336 h in lifetimes of 25 h, each refreshed in its last 85 min.
  expect(totals.redemptions).toBeGreaterThanOrEqual(50 * 13)
  expect(totals.redemptions).toBeLessThanOrEqual(50 * 15)
}, 120_000)
