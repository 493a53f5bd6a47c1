import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox, type ZohoTokens } from '../src/index.ts'
import { callApi, euUser, send, usUser } from './zoho-client.ts'

let sandbox: Sandbox
let tokens: ZohoTokens

beforeEach(async () => {
  sandbox = await startSandbox()
  tokens = sandbox.zoho.mint()
})

afterEach(() => sandbox.close())

const org = '/api/crm/v8/org'
const books = '/api/books/v3/organizations'
const desk = '/desk/api/v1/organizations'
const mail = '/mail/api/accounts'

test.each<[string, object]>([
  [org, { org: [{ company_name: usUser.orgName, zgid: usUser.orgId }] }],
  ['/api/crm/v8/users?type=CurrentUser', { users: [{ email: usUser.email }] }],
  [books, { code: 0, organizations: [{ organization_id: usUser.orgId }] }],
  [desk, { data: [{ companyName: usUser.orgName }] }],
  [mail, { data: [{ primaryEmailAddress: usUser.email }] }],
])('%s answers to a live token, by either header', async (path, expected) => {
  for (const scheme of ['Zoho-oauthtoken', 'Bearer']) {
    const answer = await callApi(sandbox, path, tokens.accessToken, { scheme })
    expect(answer).toMatchObject({ status: 200, json: expected })
  }
})

test.each<[string, number, object]>([
  [org, 401, { code: 'INVALID_TOKEN', details: {}, message: 'invalid oauth token', status: 'error' }],
  [books, 401, { code: 57, message: 'You are not authorized to perform this operation' }],
  [desk, 401, { errorCode: 'INVALID_OAUTH', message: 'The OAuth Token you provided is invalid.' }],
  [mail, 401, { status: expect.any(Object), data: { errorCode: 'INVALID_OAUTHTOKEN' } }],
])(
  '%s says in its own way that a token is dead: expired, revoked or of another data centre',
  async (path, status, body) => {
    sandbox.zoho.revoke(tokens.accessToken)
    const expired = sandbox.zoho.mint()
    sandbox.clock.advance(3_600_000)
    const elsewhere = sandbox.zoho.mint({ zuid: euUser.zuid })
    const fresh = await callApi(sandbox, path, sandbox.zoho.mint().accessToken)
    expect(fresh.status).toBe(200)
    for (const token of [tokens, expired, elsewhere, { accessToken: '1000.x.y' }]) {
      const answer = await callApi(sandbox, path, token.accessToken)
      expect(answer).toMatchObject({ status, json: body })
    }
  },
)

test.each<[string, number, object]>([
  [org, 401, { code: 'OAUTH_SCOPE_MISMATCH' }],
  [books, 401, { code: 57 }],
  [desk, 403, { errorCode: 'SCOPE_MISMATCH' }],
  [mail, 401, { data: { errorCode: 'INVALID_OAUTHSCOPE' } }],
])('%s says that the scope is missing', async (path, status, body) => {
  const { accessToken } = sandbox.zoho.mint({ scope: 'ZohoCRM.users.ALL' })
  expect(await callApi(sandbox, path, accessToken)).toMatchObject({ status, json: body })
})

test.each<[string, number, object]>([
  [org, 401, { code: 'AUTHENTICATION_FAILURE' }],
  [books, 401, { code: 14 }],
  [desk, 401, { errorCode: 'UNAUTHORIZED' }],
  [mail, 400, { data: { errorCode: 'INVALID_TICKET' } }],
])('%s takes no token from the query', async (path, status, body) => {
  const url = `${sandbox.zohoUrl}/us${path}?access_token=${tokens.accessToken}`
  expect(await send(url)).toMatchObject({ status, json: body })
})

test('a scope is covered by its .ALL, whatever its case', async () => {
  const { accessToken } = sandbox.zoho.mint({ scope: 'zohocrm.ORG.all' })
  expect((await callApi(sandbox, org, accessToken)).status).toBe(200)
})

test('a lead is added', async () => {
  const init = { method: 'POST', body: JSON.stringify({ data: [{ Last_Name: 'Trần' }] }) }
  const answer = await callApi(sandbox, '/api/crm/v8/Leads', tokens.accessToken, init)
  expect(answer).toMatchObject({ status: 201, json: { data: [{ code: 'SUCCESS' }] } })
})

test('a page that is not emulated is not found', async () => {
  expect((await callApi(sandbox, '/api/crm/v8/Deals', tokens.accessToken)).status).toBe(404)
  expect((await send(`${sandbox.zohoUrl}/xx/oauth/v2/keys`)).status).toBe(404)
})
