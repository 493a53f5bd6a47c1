import type { ProviderAdapter, RedeemOutcome, RefreshRequest } from '../../src/index.ts'

export interface FakeProvider {
  adapter: ProviderAdapter
  /** The refresh token that works now. */
  current: string
  /** Refresh tokens in the order in which they were sent. */
  sent: string[]
  /** Redemptions in flight at once, at most, for one refresh token. */
  maxInFlight: number
  /** Refresh tokens that were sent after the provider had answered for them definitely. */
  afterDefinite: string[]
  /** Runs between a request's arrival and its handling, and between handling and answer. */
  before: () => Promise<void>
  after: () => Promise<void>
  /** What the next requests end in, instead of the ordinary answer; taken one by one. */
  script: ((ordinary: () => RedeemOutcome) => RedeemOutcome)[]
  lifetime: number
}

/** An authorization server with single-use refresh tokens, in memory, that watches how it is used. */
export function fakeProvider(overrides: Partial<ProviderAdapter> = {}): FakeProvider {
  let serial = 1
  const inFlight = new Map<string, number>()
  const definite = new Set<string>()
  const reusable = overrides.refreshTokens === 'reusable'

  const issue = (first = false): RedeemOutcome => {
    serial += 1
    if (!reusable) fake.current = `refresh-${serial}`
    return {
      kind: 'issued',
      grant: {
        accessToken: `access-${serial}`,
        ...((first || !reusable) && { refreshToken: fake.current }),
        tokenType: 'bearer',
        expiresIn: fake.lifetime,
        raw: { extra: 'kept' },
      },
    }
  }
  const ordinary = (token: string): RedeemOutcome =>
    token === fake.current
      ? issue()
      : { kind: 'refused', refusal: 'grant', code: 'invalid_grant', message: 'The refresh token is spent.' }

  const fake: FakeProvider = {
    current: 'refresh-1',
    sent: [],
    maxInFlight: 0,
    afterDefinite: [],
    before: async () => {},
    after: async () => {},
    script: [],
    lifetime: 3600,
    adapter: {
      id: 'fake',
      adapter: 'fake',
      clientId: 'client',
      redirectUri: 'http://127.0.0.1:8910/callback',
      scopes: [],
      refreshTokens: 'single-use',
      newAccessTokenRevokesOld: false,
      accessTokenLifetime: 3600,
      refreshTokenLifetime: 90 * 86_400,
      resourceHosts: [],
      configuration: 'configuration-1',
      header: (accessToken) => ({ name: 'authorization', value: `Bearer ${accessToken}` }),
      authorizationUrl: async ({ state }) => ({
        url: `https://provider.example/authorize?state=${state}`,
        redirectUri: 'http://127.0.0.1:8910/callback',
        codeVerifier: 'verifier-of-this-login',
      }),
      readCallback(url) {
        const [state, code, error] = ['state', 'code', 'error'].map((name) => url.searchParams.get(name))
        return { ...(state && { state }), ...(code && { code }), ...(error && { error }) }
      },
      exchange: async ({ code }) =>
        code === 'good-code'
          ? issue(true)
          : { kind: 'refused', refusal: 'grant', code: 'invalid_code', message: 'The code is spent.' },
      async refresh({ refreshToken }: RefreshRequest) {
        if (definite.has(refreshToken) && !reusable) fake.afterDefinite.push(refreshToken)
        fake.sent.push(refreshToken)
        inFlight.set(refreshToken, (inFlight.get(refreshToken) ?? 0) + 1)
        fake.maxInFlight = Math.max(fake.maxInFlight, inFlight.get(refreshToken) ?? 0)
        try {
          await fake.before()
          const scripted = fake.script.shift()
          const outcome = scripted ? scripted(() => ordinary(refreshToken)) : ordinary(refreshToken)
          await fake.after()
          if (outcome.kind === 'issued' || outcome.kind === 'refused') definite.add(refreshToken)
          return outcome
        } finally {
          inFlight.set(refreshToken, (inFlight.get(refreshToken) ?? 1) - 1)
        }
      },
      identify: async () => ({ account: 'account-1', label: 'Account One' }),
      ...overrides,
    },
  }
  return fake
}
