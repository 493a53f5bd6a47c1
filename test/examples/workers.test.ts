import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startRedis, withoutRedis } from '../../packages/core/test/support/services/redis.ts'
import { newHome, start } from '../support/example.ts'
import { breadShop, day, logIn, zaloSettings } from '../support/example-zalo.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

describe.skipIf(withoutRedis())('several workers on one Redis', () => {
  it('spend a refresh token once when all of them meet its dead access token', async () => {
    const redis = await startRedis()
    try {
      const OA = `zalo-oa:${breadShop.id}`
      const home = newHome('workers', zaloSettings(sandbox, { OAUTH_TOKENS_STORE: redis.url, OA }))
      const recipients = Array.from({ length: 12 }, (_, index) => `18672965176068322${index}`)
      writeFileSync(join(home.cwd, 'recipients.txt'), `${recipients.join('\n')}\n`)
      await logIn(sandbox, home, breadShop.id)

      sandbox.clock.advance(day)
      const gate = sandbox.faults.add({ kind: 'gate', path: 'api', times: 4 })
      const workers = [1, 2, 3, 4].map((share) => start('node', ['worker.mjs', `${share}`, '4'], home))
      await sandbox.faults.arrived(gate, 4)
      sandbox.faults.release(gate)
      for (const { finished } of workers) {
        expect(await finished).toMatchObject({
          status: 0,
          stdout: expect.stringMatching(/^(worker .* sent\n){3}$/),
          stderr: '',
        })
      }
      expect(
        sandbox.zalo
          .messages()
          .map(({ to }) => to)
          .toSorted(),
      ).toEqual(recipients.toSorted())
      const { totals } = sandbox.stats()
      expect(totals).toMatchObject({ redemptions: 1, maxInFlightPerToken: 1, replays: 0 })
    } finally {
      await redis.stop()
    }
  })
})
