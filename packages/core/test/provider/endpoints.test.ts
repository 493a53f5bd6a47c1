import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../../src/errors.ts'
import { render } from '../../src/phrase.ts'
import { resolveEndpoints, resolveResourceHosts } from '../../src/provider/endpoints.ts'

const vendor = {
  authorization: 'https://id.acme.example/v4/permission',
  token: 'https://id.acme.example/v4/oa/access_token?x=1',
  userInfo: 'https://api.acme.example/v2/me',
}
const resolve = (overrides: Parameters<typeof resolveEndpoints>[2]) =>
  resolveEndpoints('acme', vendor, overrides)

function expectError(call: () => unknown): ConfigurationError {
  try {
    call()
  } catch (error) {
    if (error instanceof ConfigurationError) return error
  }
  throw new Error('it was not refused')
}

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

  it('cannot lie behind a baseUrl with a ?query, which would be lost', () => {
    expect(() => resolve({ baseUrl: 'https://proxy.example/?to=acme' })).toThrow(
      /baseUrl carries a \?query.*Remove it/,
    )
  })

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

  it('are refused with an example, which can be said in another language', () => {
    const error = expectError(() => resolve({ baseUrl: 'id.acme.example' }))
    expect(error.message).toMatch(/ is not an absolute URL\. Expected .*\/oauth\/token\.$/)
    const translated = render(error.phrase, (template) => template.replace('Expected', 'Cần'))
    expect(translated).toMatch(/\. Cần something like /)
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
