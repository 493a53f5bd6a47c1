import { type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ZohoOptions, zoho } from '../src/index.ts'
import { an, clara, clientId, clientSecret, login, sandboxZoho, type World, world } from './world.ts'

const api = {
  crm: '/api/crm/v8/org',
  books: '/api/books/v3/organizations',
  desk: '/desk/api/v1/organizations',
  mail: '/mail/api/accounts',
}
const scopes = [
  'ZohoCRM.org.READ',
  'ZohoBooks.settings.READ',
  'Desk.basic.READ',
  'ZohoMail.accounts.READ',
  'AaaServer.profile.READ',
]

let sandbox: Sandbox
let zohoWorld: World
const begin = (more: Partial<ZohoOptions> = {}) => {
  zohoWorld = world(sandboxZoho(sandbox, { scopes, ...more }))
  return zohoWorld.tokens
}
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(async () => {
  await zohoWorld.close()
  await sandbox.close()
})

const redemptions = () => sandbox.stats().totals.redemptions

describe('a call with a token that died before its time', () => {
  it.each(Object.entries(api))('of %s is repeated once with a new one', async (_, path) => {
    const tokens = begin()
    const id = await login(tokens, clara)
    sandbox.zoho.revoke(await tokens.getAccessToken(id))
    const answer = await tokens.fetch(id, `${sandbox.zohoUrl}/eu${path}`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toMatch(new RegExp(`${clara.orgId}|${clara.email}`))
    expect(redemptions()).toBe(1)
  })

  it.each([
    ['crm', 401, 0],
    ['desk', 403, 0],
    ['mail', 401, 0],
    // 57 is said of a dead token and of a missing scope: one refresh tells, and is not made again.
    ['books', 401, 1],
  ] as const)('is told from a call of %s without the scope for it', async (product, status, expected) => {
    const tokens = begin({ scopes: ['AaaServer.profile.READ'] })
    const id = await login(tokens, an)
    for (let turn = 0; turn < 3; turn++) {
      expect((await tokens.fetch(id, `${sandbox.zohoUrl}${api[product]}`)).status).toBe(status)
    }
    expect(redemptions()).toBe(expected)
  })

  it('says Bearer where that is asked for', async () => {
    const tokens = begin({ tokenScheme: 'Bearer' })
    const id = await login(tokens, an)
    expect((await tokens.fetch(id, sandbox.zohoUrl + api.crm)).status).toBe(200)
    expect(sandboxZoho(sandbox, { tokenScheme: 'Bearer' }).header('1000.a')).toEqual({
      name: 'Authorization',
      value: 'Bearer 1000.a',
    })
  })
})

describe('an answer of a product', () => {
  const { deadToken, header } = zoho({ clientId, clientSecret })
  const says = (status: number, json?: Record<string, unknown>) =>
    deadToken?.({ status, headers: new Headers(), ...(json && { json }) })

  it.each<[string, number, Record<string, unknown> | undefined]>([
    ['CRM', 401, { code: 'INVALID_TOKEN', details: {}, message: 'invalid oauth token', status: 'error' }],
    ['CRM', 401, { code: 'AUTHENTICATION_FAILURE', status: 'error' }],
    ['Books', 401, { code: 57, message: 'You are not authorized to perform this operation' }],
    ['Books', 400, { code: 57 }],
    ['Desk', 401, { errorCode: 'INVALID_OAUTH', message: 'The OAuth Token you provided is invalid.' }],
    ['Mail', 401, { status: { code: 401 }, data: { errorCode: 'INVALID_OAUTHTOKEN' } }],
    ['Social', 401, { error: { code: 401, message: 'INVALID_OAUTHTOKEN' } }],
    ['Recruit', 401, { response: { error: { code: '4834', message: 'Invalid Ticket Id' } } }],
    ['a product that says nothing', 401, undefined],
  ])('of %s under HTTP %i means a dead token: %o', (_, status, json) => {
    expect(says(status, json)).toBe(true)
  })

  it.each<[string, number, Record<string, unknown> | undefined]>([
    ['CRM', 401, { code: 'OAUTH_SCOPE_MISMATCH', status: 'error' }],
    ['CRM', 403, { code: 'NO_PERMISSION' }],
    ['CRM', 429, { code: 'TOO_MANY_REQUESTS' }],
    ['CRM', 200, { code: 'INVALID_TOKEN' }],
    ['Books', 401, { code: 14 }],
    ['Desk', 401, { errorCode: 'UNAUTHORIZED' }],
    ['Desk', 403, { errorCode: 'OAUTH_ORG_MISMATCH' }],
    ['Mail', 400, { data: { errorCode: 'INVALID_TICKET' } }],
    ['Social', 401, { error: { code: 401, message: 'INVALID_OAUTHSCOPE' } }],
    ['Sprints', 401, { code: 7601 }],
    ['a proxy', 400, undefined],
  ])('of %s under HTTP %i means something else: %o', (_, status, json) => {
    expect(says(status, json)).toBe(false)
  })

  it('is asked for with the word of Zoho', () => {
    expect(header('1000.a')).toEqual({ name: 'Authorization', value: 'Zoho-oauthtoken 1000.a' })
  })
})

describe('the hosts that may have a token', () => {
  const { resourceHosts } = zoho({
    clientId,
    clientSecret,
    dataCenters: { sg: { accounts: 'https://accounts.zoho.sg', api: 'https://www.zohoapis.sg' } },
  })

  it('are the API hosts of all data centres, and the products beside their accounts hosts', () => {
    for (const host of [
      'https://www.zohoapis.com',
      'https://sandbox.zohoapis.com.au',
      'https://developer.zohoapis.ca',
      'https://desk.zoho.eu',
      'https://desk.zohocloud.ca',
      'https://mail.zoho.com.cn',
      'https://books.zoho.in',
      'https://www.zohoapis.sg',
      'https://desk.zoho.sg',
    ]) {
      expect(resourceHosts).toContain(host)
    }
    const foreign = resourceHosts.filter(
      (host) => !/^https:\/\/\w+\.zoho(apis|cloud)?\.(com\.)?[a-z]{2,3}$/.test(host),
    )
    expect(foreign).toEqual([])
  })

  it('get none that belongs elsewhere, and with baseUrl only that one does', async () => {
    const tokens = begin()
    const id = await login(tokens, an)
    for (const url of [
      'https://www.zohoapis.com.evil.example/crm/v8/org',
      'https://www.zohoapis.com/crm/v8/org',
    ]) {
      await expect(tokens.fetch(id, url)).rejects.toMatchObject({ code: 'host_not_allowed' })
    }
    expect(sandboxZoho(sandbox).resourceHosts).toEqual([sandbox.url])
  })
})
