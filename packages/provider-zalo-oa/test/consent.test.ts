import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type ZaloOaOptions, zaloOa } from '../src/index.ts'

const options = {
  clientId: '1234567890123456789',
  clientSecret: 'Xq7-secret-key',
  redirectUri: 'https://app.example/zalo/callback?x=1',
}
const verifier = 'fixed-verifier-of-forty-three-characters-00'
const challenge = createHash('sha256').update(verifier).digest('base64url')

const start = async (more: Partial<ZaloOaOptions> = {}) => {
  const { url, codeVerifier, redirectUri } = await zaloOa({ ...options, ...more }).authorizationUrl({
    state: 'st',
  })
  const { origin, pathname, searchParams } = new URL(url)
  return { address: origin + pathname, query: Object.fromEntries(searchParams), codeVerifier, redirectUri }
}

/** A consent link as the console makes it. */
const link = (changes: Record<string, string | undefined> = {}) => {
  const url = new URL('https://oauth.zaloapp.com/v4/oa/permission')
  const query = { app_id: options.clientId, redirect_uri: options.redirectUri, state: 'console', ...changes }
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

describe('the consent page', () => {
  it('gets app_id, redirect_uri, code_challenge and state, and nothing else', async () => {
    const { address, query, codeVerifier = '' } = await start()
    expect(address).toBe('https://oauth.zaloapp.com/v4/oa/permission')
    expect(query).toEqual({
      app_id: options.clientId,
      redirect_uri: options.redirectUri,
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      state: 'st',
    })
    expect(codeVerifier).toMatch(/^[\w-]{43}$/)
  })

  it('gets no challenge without PKCE', async () => {
    const { query, codeVerifier } = await start({ pkce: false })
    expect(query).toEqual({ app_id: options.clientId, redirect_uri: options.redirectUri, state: 'st' })
    expect(codeVerifier).toBe(undefined)
  })

  it('gets the same challenge every time from a fixed verifier', async () => {
    expect(await start({ pkce: { codeVerifier: verifier } })).toMatchObject({
      query: { code_challenge: challenge },
      codeVerifier: verifier,
    })
  })

  it('lies behind baseUrl with everything else', async () => {
    expect((await start({ baseUrl: 'http://127.0.0.1:9000/zalo' })).address).toBe(
      'http://127.0.0.1:9000/zalo/v4/oa/permission',
    )
    expect(zaloOa({ ...options, baseUrl: 'http://127.0.0.1:9000/zalo' }).resourceHosts).toEqual([
      'http://127.0.0.1:9000',
    ])
  })
})

describe('a consent link of the console', () => {
  it('is used as it is, but with our state', async () => {
    const consentUrl = link({ extra: 'kept', code_challenge: '' })
    expect(await start({ consentUrl, redirectUri: undefined })).toEqual({
      address: 'https://oauth.zaloapp.com/v4/oa/permission',
      query: { app_id: options.clientId, redirect_uri: options.redirectUri, state: 'st', extra: 'kept' },
      codeVerifier: undefined,
      redirectUri: options.redirectUri,
    })
  })

  it('keeps its challenge when the verifier for it is given', async () => {
    const consentUrl = link({ code_challenge: challenge })
    const { query, codeVerifier } = await start({ consentUrl, pkce: { codeVerifier: verifier } })
    expect(query.code_challenge).toBe(challenge)
    expect(codeVerifier).toBe(verifier)
  })

  it('gets a challenge of ours when PKCE is asked for', async () => {
    const { query, codeVerifier } = await start({ consentUrl: link(), pkce: true })
    expect(query.code_challenge).toBe(
      createHash('sha256')
        .update(codeVerifier ?? '')
        .digest('base64url'),
    )
  })

  it.each<[string, Partial<ZaloOaOptions>, RegExp]>([
    [
      'of another app',
      { consentUrl: link({ app_id: '42' }) },
      /consentUrl has an app_id that is not clientId/,
    ],
    [
      'without redirect_uri',
      { consentUrl: link({ redirect_uri: undefined }) },
      /consentUrl has no redirect_uri/,
    ],
    [
      'with another redirect_uri',
      { consentUrl: link({ redirect_uri: 'https://x.example' }) },
      /another redirect_uri/,
    ],
    [
      'with a challenge but no verifier',
      { consentUrl: link({ code_challenge: challenge }) },
      /has a code_challenge/,
    ],
    [
      'with the challenge of another verifier',
      { consentUrl: link({ code_challenge: 'other' }), pkce: { codeVerifier: verifier } },
      /is not the S256/,
    ],
    [
      'that is plain http',
      { consentUrl: link().replace('https', 'http') },
      /option consentUrl is plain http/,
    ],
  ])('is refused when it is one %s', (_, more, message) => {
    expect(() => zaloOa({ ...options, ...more })).toThrow(message)
  })
})

describe('the redirected URL', () => {
  const read = (query: string) => zaloOa(options).readCallback(new URL(`${options.redirectUri}&${query}`))

  it('brings code and state, and names the OA', () => {
    expect(read('code=the-code&oa_id=4318657068771012646&state=st&code_challenge=x')).toEqual({
      code: 'the-code',
      state: 'st',
      account: '4318657068771012646',
    })
  })

  it('brings no code when Zalo only looks whether the address answers', () => {
    expect(read('')).toEqual({})
  })

  it('can lack our state when the admin used the console', () => {
    expect(read('code=the-code&oa_id=1')).toEqual({ code: 'the-code', account: '1' })
  })
})

describe('a wrong option', () => {
  it.each<[string, object]>([
    ['clientId', { clientId: undefined }],
    ['clientId', { clientId: 1234567890 }],
    ['clientSecret', { clientSecret: '' }],
    ['redirectUri', { redirectUri: 'not a url' }],
    ['id', { id: 'Zalo OA' }],
    ['scopes', { scopes: ['oa.read'] }],
    ['pkce.codeVerifier', { pkce: { codeVerifier: 'short' } }],
    ['pkce.codeVerifier', { pkce: 'yes' }],
    ['baseUrl', { baseUrl: 'http://oauth.zaloapp.com' }],
  ])('is named with what to do: %s', (name, wrong) => {
    expect(() => zaloOa({ ...options, ...wrong })).toThrow(new RegExp(`option ${name} .*\\. .`))
  })

  it('is not an empty list of scopes', () => {
    expect(zaloOa({ ...options, scopes: [] }).scopes).toEqual([])
  })
})
