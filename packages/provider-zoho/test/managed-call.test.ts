import { describe, expect, it } from 'vitest'
import { manageCall } from '../src/sdk/managed-call.ts'

/** As much of a connector as both SDKs have. */
function connector(headers: Map<string, string>, contentType?: string) {
  const sent: string[] = []
  return {
    url: 'https://www.zohoapis.com/crm/v8/org',
    sent,
    headers,
    getHeaders: () => headers,
    setHeaders(changed: Map<string, string>) {
      this.headers = changed
    },
    setUrl(url: string) {
      this.url = url
    },
    getContentType: () => contentType,
    async fireRequest() {
      sent.push(`${this.url} ${this.headers.get('Authorization')}`)
      return { statusCode: 401, body: '{"code":"INVALID_TOKEN"}' }
    },
  }
}

const grants = (domain: string) => async (rejected?: string) => ({
  accessToken: `${rejected === undefined ? 'old' : 'new'}-${domain}`,
  apiDomain: `https://www.zohoapis.${domain}`,
})

describe('a call of an SDK', () => {
  it('never carries the token of another call, though both were given the same headers', async () => {
    const own = new Map([['X-Own', 'kept']])
    const [one, other] = [connector(own), connector(own)]
    await manageCall(one, grants('eu'), {})
    await manageCall(other, grants('in'), {})
    await Promise.all([one.fireRequest(), other.fireRequest()])
    expect(one.sent[0]).toBe('https://www.zohoapis.eu/crm/v8/org Zoho-oauthtoken old-eu')
    expect(other.sent[0]).toBe('https://www.zohoapis.in/crm/v8/org Zoho-oauthtoken old-in')
    expect([...own]).toEqual([['X-Own', 'kept']])
    expect(one.headers.get('X-Own')).toBe('kept')
  })

  it('replaces a token that was left in the headers', async () => {
    const call = connector(new Map([['Authorization', 'Zoho-oauthtoken stale']]))
    await manageCall(call, grants('eu'), {})
    expect(call.headers.get('Authorization')).toBe('Zoho-oauthtoken old-eu')
  })

  it('is made twice at most, and a form with files once', async () => {
    const plain = connector(new Map())
    await manageCall(plain, grants('eu'), {})
    await plain.fireRequest()
    expect(plain.sent.map((line) => line.split(' ').at(-1))).toEqual(['old-eu', 'new-eu'])
    const form = connector(new Map(), 'multipart/form-data')
    await manageCall(form, grants('eu'), {})
    await form.fireRequest()
    expect(form.sent.length).toBe(1)
  })
})
