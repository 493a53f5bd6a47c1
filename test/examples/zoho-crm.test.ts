import { generateKey } from '@oauth-tokens/core'
import { demoZohoClient, demoZohoUsers, type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newHome, printed, start } from '../support/example.ts'
import { day } from '../support/example-zalo.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

describe('a script with the SDK of Zoho CRM', () => {
  it('asks for accounts in two data centres at once, each with its own token, renewed once', async () => {
    const [an, clara] = demoZohoUsers as [(typeof demoZohoUsers)[0], (typeof demoZohoUsers)[0]]
    const home = newHome('zoho-crm', {
      ZOHO_CLIENT_ID: demoZohoClient.clientId,
      ZOHO_CLIENT_SECRET: demoZohoClient.clientSecret,
      ZOHO_REDIRECT_URI: demoZohoClient.redirectUris[0]!,
      ZOHO_SCOPES: 'ZohoCRM.org.READ,AaaServer.profile.READ',
      ZOHO_BASE_URL: sandbox.zohoUrl,
      OAUTH_TOKENS_STORE: 'file:./tokens',
      OAUTH_TOKENS_KEY: generateKey(),
    })
    for (const { zuid } of [an, clara]) {
      const link = await printed(home, 'url', 'zoho')
      await printed(home, 'callback', sandbox.zoho.authorize(link, { zuid }))
    }
    const told = `zoho:${clara.zuid}  ${clara.orgName}\nzoho:${an.zuid}  ${an.orgName}\n`
    const run = () => start('node', ['organizations.mjs'], home).finished
    const done = {
      status: 0,
      stdout: expect.toSatisfy((text: string) => sorted(text) === sorted(told)),
      stderr: '',
    }
    expect(await run()).toEqual(done)
    sandbox.clock.advance(day)
    expect(await run()).toEqual(done)
    expect(sandbox.stats().totals).toMatchObject({ exchanges: 2, redemptions: 2, issued: 4 })
  })
})

const sorted = (text: string) => text.split('\n').toSorted().join('\n')
