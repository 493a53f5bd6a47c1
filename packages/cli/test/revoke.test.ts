import { demoZohoClient } from '@oauth-tokens/sandbox'
import { expect, test } from 'vitest'
import { runCommand, start } from './support/run-command.ts'
import { consent, openHouse } from './support/sandbox-house.ts'

test('Ctrl-C while the provider is told: says what is finished, and finishes it', async () => {
  const house = await openHouse()
  const [redirectUri = ''] = demoZohoClient.redirectUris
  Object.assign(house.env, {
    ZOHO_CLIENT_ID: demoZohoClient.clientId,
    ZOHO_CLIENT_SECRET: demoZohoClient.clientSecret,
    ZOHO_REDIRECT_URI: redirectUri,
    ZOHO_SCOPES: 'AaaServer.profile.READ',
    ZOHO_BASE_URL: house.sandbox.zohoUrl,
  })
  const link = (await runCommand(['url', 'zoho'], house)).stdout.trim()
  const id = (await runCommand(['callback', await consent(link)], house)).stdout.trim()
  const gate = house.sandbox.faults.add({ kind: 'gate', hold: 'after-commit', path: 'revoke' })
  const revoking = start(['revoke', id], house)
  await house.sandbox.faults.arrived(gate)
  revoking.send('SIGINT')
  await revoking.said(/finishing the revocation \(≤ 20 s\); again to abandon it/)
  house.sandbox.faults.release(gate)
  expect((await revoking.finished).status).toBe(130)
  const { stdout } = await runCommand(['show', id, '--json'], house)
  expect(JSON.parse(stdout)).toMatchObject({ status: 'revoked' })
  await house.close()
})
