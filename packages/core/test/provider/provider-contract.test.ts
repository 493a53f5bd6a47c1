import { describe, expect, it } from 'vitest'
import type { ProviderAdapter, RedeemOutcome } from '../../src/provider/provider.ts'
import { providerContract } from '../../src/testing/provider-contract.ts'
import type { ProviderSubject } from '../../src/testing/provider-driver.ts'
import { acme } from './acme.ts'
import { recordings } from './acme-recordings.ts'

providerContract('a standard provider', { adapter: acme, recordings }, { describe, it, expect })

/** Runs the contract, or its tests of one title, on a spoiled adapter and gives the titles of what failed. */
async function failuresOf(
  spoil: (adapter: ProviderAdapter, secret: string) => Partial<ProviderAdapter>,
  only?: string,
): Promise<string[]> {
  const adapter: ProviderSubject['adapter'] = (options) => {
    const whole = acme(options)
    return Object.defineProperties(
      whole,
      Object.getOwnPropertyDescriptors(spoil({ ...whole, configuration: '' }, options.clientSecret)),
    )
  }
  const tests: [string, () => Promise<void>][] = []
  const failed: string[] = []
  providerContract(
    'broken',
    { adapter, recordings },
    {
      describe: (_, suite) => suite(),
      it: (title, test) => (only === undefined || title === only) && tests.push([title, test]),
      expect,
    },
  )
  for (const [title, test] of tests) await test().catch(() => failed.push(title))
  return failed
}

const withOutcome = (change: (outcome: RedeemOutcome) => RedeemOutcome) => (adapter: ProviderAdapter) => ({
  exchange: async (request: Parameters<ProviderAdapter['exchange']>[0]) =>
    change(await adapter.exchange(request)),
  refresh: async (request: Parameters<ProviderAdapter['refresh']>[0]) =>
    change(await adapter.refresh(request)),
})

const unreadable = { kind: 'unknown', cause: { name: 'Error' } } as const
const refused = { kind: 'refused', refusal: 'grant', code: 'x', message: 'x' } as const

type Defect = [
  defect: string,
  caughtBy: string,
  spoil: (adapter: ProviderAdapter, secret: string) => Partial<ProviderAdapter>,
]
const defects: Defect[] = [
  [
    'takes an empty access token for a success',
    'takes nothing without a usable access token for a success',
    withOutcome((outcome) =>
      outcome.kind === 'unknown' && outcome.cause.code === 'no_access_token'
        ? { kind: 'issued', grant: { accessToken: '', tokenType: 'bearer', raw: {} } }
        : outcome,
    ),
  ],
  [
    'repeats the secret in a message',
    'reads invalid_grant under HTTP 400',
    (adapter, secret) =>
      withOutcome((outcome) =>
        outcome.kind === 'refused' ? { ...outcome, message: `refused ${secret}` } : outcome,
      )(adapter),
  ],
  [
    'keeps the secret where it can be printed',
    'shows no secret when printed, serialized or spread',
    (_, secret) => ({ options: { secret } }) as Partial<ProviderAdapter>,
  ],
  [
    'drops the state',
    'sends state, client id and redirect URI to the consent page, and no secret',
    (adapter) => ({
      async authorizationUrl(request) {
        const start = await adapter.authorizationUrl(request)
        const url = new URL(start.url)
        url.searchParams.delete('state')
        return { ...start, url: url.href }
      },
    }),
  ],
  [
    'hands out a verifier that is not the one of its challenge',
    'sends the challenge of the verifier that it hands out',
    (adapter) => ({
      async authorizationUrl(request) {
        return { ...(await adapter.authorizationUrl(request)), codeVerifier: 'another-verifier' }
      },
    }),
  ],
  [
    'takes a server error for a refusal',
    'leaves the outcome open after a server error',
    withOutcome((outcome) => (outcome.kind === 'unknown' ? refused : outcome)),
  ],
  [
    'takes a closed connection for a refusal',
    'leaves the outcome open after a closed connection',
    withOutcome((outcome) => (outcome.kind === 'unknown' ? refused : outcome)),
  ],
  [
    'discards tokens for a silly lifetime',
    'keeps the tokens when the lifetime beside them is silly',
    withOutcome((outcome) =>
      outcome.kind === 'issued' && outcome.grant.expiresIn === undefined ? unreadable : outcome,
    ),
  ],
  [
    'keeps a token in raw',
    'keeps fields that nobody knows, and no token among them',
    withOutcome((outcome) =>
      outcome.kind === 'issued'
        ? {
            ...outcome,
            grant: { ...outcome.grant, raw: { ...outcome.grant.raw, token: outcome.grant.accessToken } },
          }
        : outcome,
    ),
  ],
  [
    'sends a request a second time by itself',
    'leaves the outcome open after a server error',
    (adapter) => ({
      async refresh(request) {
        await adapter.refresh(request)
        return adapter.refresh(request)
      },
    }),
  ],
  [
    'loses the new refresh token',
    'rotates refresh tokens as it declares',
    withOutcome((outcome) => {
      if (outcome.kind !== 'issued') return outcome
      const { refreshToken: _, ...rest } = outcome.grant
      return { kind: 'issued', grant: rest }
    }),
  ],
  [
    'takes a check that could not be made for a refused token',
    'says that the account could not be checked when there is no answer',
    () => ({ identify: () => Promise.reject(new Error('no')) }),
  ],
]

describe('the provider contract', () => {
  it('finds nothing in an adapter that is not spoiled', async () => {
    expect(await failuresOf(() => ({}))).toEqual([])
  })

  it.each(defects)('catches an adapter that %s', async (_, caughtBy, spoil) => {
    expect(await failuresOf(spoil, caughtBy)).toContain(caughtBy)
  })
})
