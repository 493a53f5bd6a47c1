import { createHash } from 'node:crypto'
import { withAnsweringServer } from './answering-server.ts'
import { createProviderDriver, encodings, given, type ProviderSubject, sent } from './provider-driver.ts'
import { withEcho } from './provider-recordings.ts'
import { redeemContract } from './provider-redeem-contract.ts'
import type { TestFunctions } from './test-functions.ts'

/**
 * What every adapter must do, asked over real HTTP on this machine.
 *
 * @example
 * providerContract('acme', { adapter: acme, recordings }, { describe, it, expect })
 */
export function providerContract(name: string, subject: ProviderSubject, functions: TestFunctions): void {
  const { describe, it, expect } = functions
  const driver = createProviderDriver(subject, functions)
  const { recordings, adapterAt, idle, call, identify, expectNoSecret } = driver

  describe(`${name} keeps the contract of providers`, () => {
    it('has an id that connection ids can begin with', async () => {
      expect(idle().id).toMatch(/^[a-z][a-z0-9-]*$/)
    })

    it('shows no secret when printed, serialized or spread', async () => {
      expectNoSecret(idle())
      expectNoSecret({ ...idle() })
    })

    it('changes its configuration digest with the secret', async () => {
      const other = subject.adapter({
        ...given,
        clientSecret: 'another-secret',
        baseUrl: 'http://127.0.0.1:9',
      })
      expect(idle().configuration).toMatch(/^[0-9a-f]{64}$/)
      expect(idle().configuration === other.configuration).toBe(false)
    })

    it('refuses plain http to another machine', async () => {
      expect(() => adapterAt('http://id.example.com')).toThrow(/https/)
    })

    if (subject.consentPage === false) {
      it('says where codes come from when it is asked for a link', async () => {
        const { codesFrom = '' } = idle()
        const refusal = await idle()
          .authorizationUrl({ state: 's' })
          .catch((error: unknown) => error)
        expect(refusal).toMatchObject({ name: 'ConfigurationError', code: 'no_consent_page' })
        expect(String(codesFrom)).toMatch(/\w/)
        expect(String(refusal)).toContain(String(codesFrom))
      })
    } else {
      it('sends state, client id and redirect URI to the consent page, and no secret', async () => {
        const start = await idle().authorizationUrl({ state: 'state-of-the-contract' })
        const query = new URL(start.url).searchParams
        expect([...query.values()]).toContain('state-of-the-contract')
        expect([...query.values()]).toContain(given.clientId)
        expect([...query.values()]).toContain(start.redirectUri)
        expectNoSecret(start.url, start.codeVerifier === undefined ? [] : [start.codeVerifier])
      })

      it('sends the challenge of the verifier that it hands out', async () => {
        const { url, codeVerifier: verifier } = await idle().authorizationUrl({ state: 's' })
        const challenge = new URL(url).searchParams.get('code_challenge')
        const expected =
          verifier === undefined ? null : createHash('sha256').update(verifier).digest('base64url')
        expect(challenge).toBe(expected)
      })
    }

    it('reads code and state from the redirected URL', async () => {
      const url = new URL(given.redirectUri)
      url.searchParams.set('code', sent.code)
      url.searchParams.set('state', 'state-of-the-contract')
      expect(idle().readCallback(url)).toMatchObject({ code: sent.code, state: 'state-of-the-contract' })
    })

    it('reads no code from a redirected URL without one', async () => {
      expect(idle().readCallback(new URL('https://app.example/callback?state=s&code=')).code).toBe(undefined)
    })

    const purposes = (['exchange', 'refresh', 'client'] as const).filter((name) => recordings[name])
    if (purposes.length === 0)
      throw new Error('There are no recordings: of exchange and refresh, or of client')
    for (const purpose of purposes) redeemContract(purpose, driver, functions)

    const [refreshed] = recordings.refresh ?? []
    if (refreshed !== undefined) {
      it('rotates refresh tokens as it declares', async () => {
        const { outcome } = await call('refresh', refreshed.answer)
        const rotated = outcome.kind === 'issued' && outcome.grant.refreshToken !== undefined
        expect(rotated || idle().refreshTokens === 'reusable').toBe(true)
      })
    }

    for (const { title, answer, identity, error } of recordings.identify ?? []) {
      it(`learns whose token it is from ${title}`, async () => {
        await withAnsweringServer(answer, async (baseUrl, requests) => {
          const adapter = adapterAt(baseUrl)
          expect(await identify(adapter)).toMatchObject(identity ?? { name: error })
          const header = adapter.header(sent.accessToken)
          expect(requests.map(({ headers }) => headers[header.name.toLowerCase()])).toEqual([header.value])
          expectNoSecret(requests[0]?.url)
        })
      })

      if (error === undefined) continue
      it(`repeats no token that is echoed in ${title}`, async () => {
        const echo = encodings(sent.accessToken).join(' ')
        await withAnsweringServer(withEcho(answer, echo), async (baseUrl) => {
          const thrown = await identify(adapterAt(baseUrl))
          expect(thrown).toMatchObject({ name: error })
          expectNoSecret(thrown)
        })
      })
    }

    if (idle().identify !== undefined) {
      it('says that the account could not be checked when there is no answer', async () => {
        for (const answer of ['silence', 'reset', 'cut', { status: 500, body: '<html>' }] as const) {
          await withAnsweringServer(answer, async (baseUrl) => {
            expect(await identify(adapterAt(baseUrl), 100)).toMatchObject({ retryable: true })
          })
        }
      })
    }
  })
}
