import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoApp, type Sandbox, startSandbox } from '../src/index.ts'
import { getoa, oa, otherOa, refresh } from './zalo-client.ts'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

const message = { recipient: { user_id: '186729651760683225' }, message: { text: 'Chào bạn' } }
const template = { phone: '84987654321', template_id: '7895417', template_data: { otp: '1234' } }

async function post(path: string, token: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(sandbox.zaloUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', access_token: token, ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, json: (await response.json()) as Answer }
}

interface Answer {
  error: unknown
  message: string
  data?: Record<string, string>
}

const sendText = (token: string, headers?: Record<string, string>) =>
  post('/v3.0/oa/message/cs', token, message, headers)
const sendTemplate = (token: string, headers?: Record<string, string>) =>
  post('/message/template', token, template, headers)
const mint = () => sandbox.zalo.mint(demoApp.appId, oa.id)

function control(path: string, body: unknown): Promise<Response> {
  return fetch(`${sandbox.url}/_sandbox${path}`, { method: 'POST', body: JSON.stringify(body) })
}

test('a live token sends a text and a template message, each kept as it came', async () => {
  const { accessToken } = mint()
  const text = await sendText(accessToken)
  expect(text.json).toMatchObject({
    error: 0,
    message: 'Success',
    data: { user_id: message.recipient.user_id },
  })
  expect(text.headers.get('x-ratelimit-remain')).toBe('3999')
  const zns = await sendTemplate(accessToken)
  expect(zns.json.data?.['msg_id']).toBeTruthy()
  expect(zns.headers.has('x-ratelimit-remain')).toBe(false)
  expect(sandbox.zalo.messages()).toMatchObject([
    { id: text.json.data?.['message_id'], oaId: oa.id, to: message.recipient.user_id, body: message },
    { id: zns.json.data?.['msg_id'], oaId: oa.id, to: template.phone, body: template },
  ])
  const listed = await fetch(`${sandbox.url}/_sandbox/messages`)
  expect(await listed.json()).toEqual(sandbox.zalo.messages())
})

test('a dead token sends nothing: -216 at openapi, -124 at the ZNS host, inside HTTP 200', async () => {
  const { accessToken, refreshToken } = mint()
  await refresh(sandbox, refreshToken)
  for (const token of [accessToken, 'nonsense', '']) {
    expect(await sendText(token)).toMatchObject({ status: 200, json: { error: -216 } })
    expect((await sendTemplate(token)).json).toEqual({ error: -124, message: 'Access token invalid' })
  }
  const { accessToken: expired } = mint()
  sandbox.clock.advance(90_000_000)
  expect((await sendText(expired)).json.error).toBe(-216)
  expect(sandbox.zalo.messages()).toEqual([])
})

test('the token of an app that the OA removed gets -220', async () => {
  const { accessToken } = mint()
  sandbox.zalo.revokeApp(demoApp.appId, oa.id)
  expect((await sendText(accessToken)).json.error).toBe(-220)
})

test.each([-216, -220, -124, 216, 401, -401, '-216'])(
  'a dead token can be answered with %s',
  async (code) => {
    const { accessToken, refreshToken } = mint()
    const next = (await refresh(sandbox, refreshToken)).json.access_token
    expect((await control('/dead-token', { code })).status).toBe(200)
    for (const answer of [await sendText(accessToken), await sendTemplate(accessToken)]) {
      expect(answer).toMatchObject({ status: 200, json: { error: code } })
      expect(answer.json.message).not.toBe('Unknown error')
    }
    expect((await getoa(sandbox, { access_token: accessToken })).json.error).toBe(code)
    expect((await sendText(next)).json.error).toBe(0)
    await control('/dead-token', {})
    expect((await sendText(accessToken)).json.error).toBe(-216)
  },
)

test.each([-242, -1241, -32, -211, -224, -209, -212, -219, -204, -205, -223])(
  'a live token can be answered with %s, which is no word about the token',
  async (code) => {
    const { accessToken } = mint()
    await control('/faults', { kind: 'error-body', path: 'api', server: 'zalo-oa', accountId: oa.id, code })
    const other = sandbox.zalo.mint(demoApp.appId, otherOa.id)
    expect((await sendText(other.accessToken)).json.error).toBe(0)
    const struck = await sendText(accessToken)
    expect(struck).toMatchObject({ status: 200, json: { error: code } })
    expect(struck.json.message).not.toBe('Unknown error')
    expect((await sendText(accessToken)).json.error).toBe(0)
    expect(sandbox.zalo.messages()).toHaveLength(2)
  },
)

test('with the console’s switch on, a call needs the proof of this very token', async () => {
  sandbox.zalo.registerApp({ ...demoApp, checkSecretProof: true })
  const { accessToken } = mint()
  const proofOf = (token: string) => ({
    appsecret_proof: createHmac('sha256', demoApp.secretKey).update(token).digest('hex'),
  })
  expect((await sendText(accessToken)).json.error).toBe(-242)
  expect((await sendText(accessToken, proofOf('another'))).json.error).toBe(-242)
  expect((await sendTemplate(accessToken)).json.error).toBe(-1241)
  expect((await sendText(accessToken, proofOf(accessToken))).json.error).toBe(0)
  expect((await getoa(sandbox, { access_token: accessToken, ...proofOf(accessToken) })).json.error).toBe(0)
  expect((await getoa(sandbox, { access_token: 'nonsense', ...proofOf('nonsense') })).json.error).toBe(-216)
})

test('a message without a recipient, or in no JSON, is a mistake of the caller', async () => {
  const { accessToken } = mint()
  expect((await post('/v3.0/oa/message/cs', accessToken, {})).json.error).toBe(-201)
  const form = { 'content-type': 'text/plain' }
  expect((await post('/v3.0/oa/message/cs', accessToken, message, form)).json.error).toBe(-201)
})

test('a dead-token code that is none is refused', async () => {
  expect((await control('/dead-token', { code: {} })).status).toBe(400)
})
