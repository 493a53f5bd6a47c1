import { type Fault, withAnsweringServer } from './answering-server.ts'
import { encodings, given, type ProviderDriver, sent } from './provider-driver.ts'
import {
  type GrantPurpose,
  type RecordedAnswer,
  type ServedAnswer,
  textOf,
  tokensOf,
  withEcho,
  withTokens,
} from './provider-recordings.ts'
import type { TestFunctions } from './test-functions.ts'

const titles: Record<GrantPurpose, string> = {
  exchange: 'exchanging a code',
  refresh: 'refreshing',
  client: 'asking for a token of the app itself',
}

/** What is sent to be redeemed; an app that asks for itself sends nothing of the kind. */
const grants = {
  exchange: sent.code,
  refresh: sent.refreshToken,
}

/** What holds for every call to the token endpoint, whatever it sends. */
export function redeemContract(
  purpose: GrantPurpose,
  driver: ProviderDriver,
  { describe, it, expect }: TestFunctions,
): void {
  const { recordings, fields, adapterAt, call, redeem, expectNoSecret, shown } = driver
  describe(titles[purpose], () => {
    const [first, ...others] = recordings[purpose] ?? []
    if (first?.outcome.kind !== 'issued')
      throw new Error(`The first recording of ${purpose} must be a good answer`)
    const good: RecordedAnswer = first

    for (const { title, answer, outcome } of [good, ...others]) {
      it(`reads ${title}`, async () => {
        const { outcome: got } = await call(purpose, answer)
        expect(got).toMatchObject(outcome)
        expectNoSecret(shown(got), tokensOf(answer, fields))
      })

      it(`repeats no secret that is echoed in ${title}`, async () => {
        const secrets = [given.clientSecret, ...tokensOf(answer, fields)]
        if (purpose !== 'client') secrets.push(grants[purpose])
        const { outcome: got } = await call(
          purpose,
          withEcho(answer, secrets.flatMap(encodings).join(' '), fields),
        )
        expectNoSecret(shown(got), tokensOf(answer, fields))
      })
    }

    it('sends one POST with the grant in its body and no secret in its address', async () => {
      const { requests } = await call(purpose, good.answer)
      expect(requests.map(({ method }) => method)).toEqual(['POST'])
      const body = requests[0]?.body ?? ''
      const texts = [...new URLSearchParams(body).values(), ...textsIn(body)]
      // An app may also be named by a header.
      if (purpose !== 'client') expect(texts).toContain(grants[purpose])
      expectNoSecret(requests[0]?.url)
    })

    it('keeps fields that nobody knows, and no token among them', async () => {
      const answer = withTokens(good.answer, fields, (holder) => {
        const token = holder[fields.accessToken]
        holder.never_heard_of = { kept: 'yes', access_token: token }
        holder.again = token
      })
      const { outcome } = await call(purpose, answer)
      expect(outcome).toMatchObject({
        kind: 'issued',
        grant: { raw: { never_heard_of: { kept: 'yes' } } },
      })
      expectNoSecret(shown(outcome), tokensOf(answer, fields))
    })

    it('takes nothing without a usable access token for a success', async () => {
      for (const token of ['', '  ', null, 42, {}, undefined]) {
        const answer = withTokens(good.answer, fields, (holder) => {
          holder[fields.accessToken] = token
        })
        const { outcome } = await call(purpose, answer)
        expect(outcome.kind === 'issued', `access_token ${JSON.stringify(token)}`).toBe(false)
      }
    })

    it('keeps the tokens when the lifetime beside them is silly', async () => {
      for (const lifetime of [null, '', 'soon', '3600abc', -1, 0, 1e15, true, {}]) {
        const change = (holder: Record<string, unknown>) => {
          holder[fields.expiresIn] = lifetime
        }
        const { outcome } = await call(purpose, withTokens(good.answer, fields, change, 'expiresIn'))
        expect(outcome, `${fields.expiresIn} ${JSON.stringify(lifetime)}`).toMatchObject({ kind: 'issued' })
        expect(outcome.kind === 'issued' ? outcome.grant.expiresIn : 0).toBe(undefined)
      }
    })

    it('invents no refresh token that the answer does not have', async () => {
      const change = (holder: Record<string, unknown>) => {
        delete holder[fields.refreshToken]
      }
      const { outcome } = await call(purpose, withTokens(good.answer, fields, change, 'refreshToken'))
      expect(outcome).toMatchObject({ kind: 'issued' })
      expect(outcome.kind === 'issued' ? outcome.grant.refreshToken : '').toBe(undefined)
    })

    const unknowns: Record<string, ServedAnswer | Fault> = {
      'a server error': { status: 500, body: { oops: true } },
      'good tokens under a server error': { ...good.answer, status: 500 },
      'an HTML page': { headers: { 'content-type': 'text/html' }, body: '<html>maintenance</html>' },
      'an HTML page of a gateway': { status: 502, body: '<html>bad gateway</html>' },
      'truncated JSON': { body: textOf(good.answer).slice(0, -9) },
      'a body of nothing under a server error': { status: 503, body: '' },
      'a redirect': { ...good.answer, status: 307, headers: { location: '/elsewhere' } },
      'a body without end': { body: `{"access_token":"${'x'.repeat(1024 * 1024)}"}` },
      'a closed connection': 'reset',
      'a body that ends too early': 'cut',
    }
    for (const [title, answer] of Object.entries(unknowns)) {
      it(`leaves the outcome open after ${title}`, async () => {
        const { outcome, requests } = await call(purpose, answer)
        expect(outcome).toMatchObject({ kind: 'unknown' })
        expect(requests.length).toBe(1)
        expectNoSecret(outcome)
      })
    }

    it('leaves the outcome open after silence, within its time limit', async () => {
      const { outcome } = await call(purpose, 'silence', 100)
      expect(outcome).toMatchObject({ kind: 'unknown', cause: { code: 'timeout' } })
    })

    it('keeps how long a failing server asks to wait', async () => {
      const answer = { status: 503, headers: { 'retry-after': '7' }, body: '' }
      expect((await call(purpose, answer)).outcome).toMatchObject({ kind: 'unknown', retryAfter: 7 })
    })

    it('takes HTTP 429 for a throttle and keeps how long it lasts', async () => {
      const answer = { status: 429, headers: { 'retry-after': '7' }, body: 'slow down' }
      expect((await call(purpose, answer)).outcome).toMatchObject({ kind: 'throttled', retryAfter: 7 })
    })

    it('knows that nothing was sent when nobody listens', async () => {
      let closed = ''
      await withAnsweringServer('silence', async (baseUrl) => {
        closed = baseUrl
      })
      expect(await redeem(adapterAt(closed), purpose)).toMatchObject({ kind: 'not-sent' })
    })
  })
}

/** The texts in a JSON body; none if it is not JSON. */
function textsIn(body: string): unknown[] {
  try {
    return Object.values(JSON.parse(body) as object)
  } catch {
    return []
  }
}
