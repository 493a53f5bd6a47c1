import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../../src/errors.ts'
import { resolveEndpoints, resolveResourceHosts } from '../../src/provider/endpoints.ts'

const vendor = {
  authorization: 'https://id.acme.example/v4/permission',
  token: 'https://id.acme.example/v4/oa/access_token?x=1',
  userInfo: 'https://api.acme.example/v2/me',
}
const resolve = (overrides: Parameters<typeof resolveEndpoints>[2]) =>
  resolveEndpoints('acme', vendor, overrides)

describe('endpoints', () => {
  it("are the vendor's own without options", () => {
    expect(resolve({})).toEqual(vendor)
  })

  it.each(['http://127.0.0.1:9000/zalo', 'http://127.0.0.1:9000/zalo/'])(
    'all lie behind baseUrl %s, its path prefix kept',
    (baseUrl) => {
      expect(resolve({ baseUrl })).toEqual({
        authorization: 'http://127.0.0.1:9000/zalo/v4/permission',
        token: 'http://127.0.0.1:9000/zalo/v4/oa/access_token?x=1',
        userInfo: 'http://127.0.0.1:9000/zalo/v2/me',
      })
    },
  )

  it('are overridden singly, also against baseUrl', () => {
    const endpoints = {
      token: 'https://other.example/t',
      revocation: 'https://other.example/r',
      userInfo: undefined,
    }
    expect(resolve({ baseUrl: 'http://[::1]:1', endpoints })).toEqual({
      authorization: 'http://[::1]:1/v4/permission',
      token: 'https://other.example/t',
      revocation: 'https://other.example/r',
      userInfo: 'http://[::1]:1/v2/me',
    })
  })

  it.each([
    ['not a URL', 'id.acme.example'],
    ['another scheme', 'ftp://id.acme.example'],
    ['plain http to another machine', 'http://id.acme.example'],
    ['plain http to a name that only looks local', 'http://127.0.0.1.acme.example'],
    ['a password', 'https://me:hunter2-hunter2@id.acme.example'],
    ['a fragment', 'https://id.acme.example/#x'],
  ])('are refused with %s, and the message does not repeat it', (_, url) => {
    for (const overrides of [{ baseUrl: url }, { endpoints: { token: url } }]) {
      const call = () => resolve(overrides)
      expect(call).toThrow(ConfigurationError)
      expect(call).toThrow(/^Provider acme: option (baseUrl|endpoints\.token) /)
      expect(call).not.toThrow(/hunter2/)
    }
  })

  it('are refused under a name that no provider has', () => {
    expect(() => resolve({ endpoints: { tokens: 'https://a.example' } as object })).toThrow(
      /endpoints\.tokens is unknown/,
    )
  })

  it('keep tokens on the one origin of baseUrl', () => {
    expect(resolveResourceHosts('acme', ['https://api.acme.example/'], {})).toEqual([
      'https://api.acme.example',
    ])
    expect(
      resolveResourceHosts('acme', ['https://api.acme.example'], { baseUrl: 'http://localhost:1/x' }),
    ).toEqual(['http://localhost:1'])
  })
})
