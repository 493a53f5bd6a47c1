import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Call } from '../src/call.ts'
import { createClock } from '../src/clock.ts'
import type { ServerSpec } from '../src/standard/server-spec.ts'
import { type Shape, standardManner } from '../src/standard/standard-manner.ts'
import { createStandardServer } from '../src/standard/standard-server.ts'

const start = Date.UTC(2026, 10, 22)
const redirectUri = 'https://app.example/callback'
const app = {
  clientId: 'the app',
  clientSecret: 'a secret+',
  redirectUris: [redirectUri],
  accounts: [
    { id: '1', name: 'An' },
    { id: '2', name: 'Bình' },
  ],
}
const usual: Shape = { clientAuth: 'post', errors: 'status', lifetime: 'seconds' }

function acme(shape: Partial<Shape> = {}, different: Partial<ServerSpec> = {}) {
  const clock = createClock(() => start)
  const spec: ServerSpec = {
    // Any name will do here.
    name: 'acme' as ServerSpec['name'],
    vendor: 'Acme',
    demoApp: app,
    lifetimes: { accessToken: 60, refreshToken: 600, code: 30 },
    paths: { authorization: '/authorize', token: '/token', userInfo: '/me' },
    refreshTokens: 'single-use',
    manner: standardManner({ ...usual, ...shape }),
    ...different,
  }
  const { dialect, emulator } = createStandardServer(spec, clock)
  const call = (method: string, path: string, { headers = {}, body = '' }: Partial<Call> = {}) => {
    const url = new URL(path, 'http://127.0.0.1')
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const received = dialect.receive({
      method,
      path: `/acme${url.pathname}`,
      query: url.searchParams,
      headers: { ...type, ...headers },
      body,
    })
    if (!received) throw new Error(`There is no ${method} ${path}`)
    const { reply } = received.commit({ keepRefreshToken: false })
    return { ...reply, json: reply.body.startsWith('{') ? JSON.parse(reply.body) : undefined }
  }
  const proof = { client_id: 'the app', client_secret: 'a secret+' }
  const token = (
    fields: Record<string, string>,
    headers: Call['headers'] = {},
    credentials: object = proof,
  ) => call('POST', '/token', { headers, body: String(new URLSearchParams({ ...credentials, ...fields })) })
  const consent = (more: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      client_id: 'the app',
      redirect_uri: redirectUri,
      state: 's',
      ...more,
    })
    return call('GET', `/authorize?${query}`)
  }
  const codeOf = (location = '') => new URL(location).searchParams.get('code') ?? ''
  const login = (more: Record<string, string> = {}) =>
    codeOf(consent({ auto: 'allow', ...more }).headers.location)
  return { call, clock, consent, emulator, login, token }
}

describe('a server that is made of data', () => {
  it('shows a consent page, and sends the browser back with a code or a refusal', () => {
    const { consent, call } = acme()
    expect(consent().body).toContain('Bình')
    const { location = '' } = consent({ auto: 'deny' }).headers
    expect(location).toBe(`${redirectUri}?error=access_denied&state=s`)
    const form = new URLSearchParams({
      client_id: 'the app',
      redirect_uri: redirectUri,
      state: 's',
      account: '2',
    })
    expect(call('POST', '/authorize/decision', { body: `${form}` }).status).toBe(400)
    const allowed = call('POST', '/authorize/decision', { body: `${form}&decision=allow` })
    expect(allowed.headers.location).toMatch(/^https:\/\/app\.example\/callback\?code=[\w-]+&state=s$/)
  })

  it('leaves the browser where it is when nobody is known to send it back to', () => {
    const { consent } = acme()
    expect(consent({ client_id: 'another' })).toMatchObject({ status: 400 })
    expect(consent({ redirect_uri: 'https://evil.example' })).toMatchObject({ status: 400 })
  })

  it('takes a code once and within its time, tells whose the token is, and rotates', () => {
    const { call, clock, login, token } = acme()
    const code = login({ account: '2' })
    const { json } = token({ grant_type: 'authorization_code', code })
    expect(json).toMatchObject({ token_type: 'bearer', expires_in: 60, refresh_expires_in: 600 })
    const me = (accessToken: string) =>
      call('GET', '/me', { headers: { authorization: `Bearer ${accessToken}` } })
    expect(me(json.access_token).json).toEqual({ sub: '2', name: 'Bình' })
    expect(token({ grant_type: 'authorization_code', code })).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant' },
    })
    const refresh = (refreshToken: string) =>
      token({ grant_type: 'refresh_token', refresh_token: refreshToken })
    const next = refresh(json.refresh_token).json
    expect(refresh(json.refresh_token).json).toEqual({ error: 'invalid_grant' })
    expect(me(json.access_token)).toMatchObject({ status: 401, json: { error: 'invalid_token' } })
    clock.advance(600_000)
    expect(refresh(next.refresh_token).json).toEqual({ error: 'invalid_grant' })
    const late = login()
    clock.advance(30_000)
    expect(token({ grant_type: 'authorization_code', code: late }).json).toEqual({ error: 'invalid_grant' })
  })

  it('leaves a refresh token as it is, or its end, where its vendor does', () => {
    const reusable = acme({}, { refreshTokens: 'reusable' })
    const first = reusable.emulator.mint('the app', '1')
    const again = { grant_type: 'refresh_token', refresh_token: first.refreshToken }
    expect(reusable.token(again).status).toBe(200)
    expect(reusable.token(again).status).toBe(200)
    const fixed = acme({}, { refreshTokenExpiry: 'fixed' })
    const { refreshToken } = fixed.emulator.mint('the app', '1')
    fixed.clock.advance(400_000)
    const { json } = fixed.token({ grant_type: 'refresh_token', refresh_token: refreshToken })
    expect(json.refresh_expires_in).toBe(200)
  })

  it('wants the verifier of a challenge, and a challenge of everybody where it has PKCE', () => {
    const { consent, login, token } = acme({}, { pkce: true })
    expect(consent().status).toBe(400)
    const verifier = 'v'.repeat(43)
    const code_challenge = createHash('sha256').update(verifier).digest('base64url')
    const exchange = (code_verifier: string) =>
      token({ grant_type: 'authorization_code', code: login({ code_challenge }), code_verifier })
    expect(exchange(verifier).status).toBe(200)
    expect(exchange('w'.repeat(43)).json).toEqual({ error: 'invalid_grant' })
  })

  it.each<[Shape['clientAuth'], Record<string, string>, object]>([
    ['post', {}, { client_id: 'the app', client_secret: 'a secret+' }],
    ['basic', { authorization: `Basic ${btoa('the+app:a+secret%2B')}` }, {}],
    [{ header: 'x-secret' }, { 'x-secret': 'a secret+' }, { client_id: 'the app' }],
  ])('knows its app by %j alone', (clientAuth, headers, credentials) => {
    const { emulator, token } = acme({ clientAuth })
    const { refreshToken } = emulator.mint('the app', '1')
    const fields = { grant_type: 'refresh_token', refresh_token: refreshToken }
    expect(token(fields, {}, { client_id: 'the app' }).json).toEqual({ error: 'invalid_client' })
    expect(token(fields, headers, credentials).status).toBe(200)
    emulator.rotateSecret('the app', 'another')
    expect(token(fields, headers, credentials).json).toEqual({ error: 'invalid_client' })
  })

  it('says no under HTTP 200 where its vendor does', () => {
    const { token } = acme({ errors: 'body' })
    const refused = token({ grant_type: 'refresh_token', refresh_token: 'none' })
    expect(refused).toMatchObject({ status: 200, json: { code: 'invalid_grant' } })
  })

  it('tells lifetimes as its vendor does, an instant with the time that it is', () => {
    const told = (lifetime: Shape['lifetime']) => {
      const { login, token } = acme({ lifetime })
      const { json, headers } = token({ grant_type: 'authorization_code', code: login() })
      return [json.expires_in, headers.date]
    }
    expect(told('seconds')).toEqual([60, undefined])
    expect(told('milliseconds')).toEqual([60_000, undefined])
    expect(told('instant')).toEqual([start / 1000 + 60, new Date(start).toUTCString()])
  })

  it('gives an app tokens of its own only where its vendor does', () => {
    const fields = { grant_type: 'client_credentials' }
    expect(acme().token(fields).json).toEqual({ error: 'unsupported_grant_type' })
    const { json } = acme({}, { clientCredentials: true, paths: { token: '/token' } }).token(fields)
    expect(json).toMatchObject({ access_token: expect.any(String), expires_in: 60 })
    expect(json).not.toHaveProperty('refresh_token')
  })
})
