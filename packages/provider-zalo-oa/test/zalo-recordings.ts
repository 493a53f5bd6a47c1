import type { ProviderRecordings } from '@oauth-tokens/core/testing'

const tokens = { access_token: 'new-access-token_1', refresh_token: 'new-refresh-token_1' }
const issued = {
  kind: 'issued',
  grant: { accessToken: tokens.access_token, refreshToken: tokens.refresh_token },
} as const
const failure = (error: unknown, name = '') => ({
  body: { error, error_name: name, error_description: name, error_reason: '', ref_doc: 'https://x.example' },
})

const answersToBoth = [
  {
    title: 'the documented answer, both lifetimes strings',
    answer: { body: { ...tokens, expires_in: '3600', refresh_token_expires_in: '2592000' } },
    outcome: { ...issued, grant: { ...issued.grant, expiresIn: 3600, refreshExpiresIn: 2_592_000 } },
  },
  {
    title: 'an inherited lifetime',
    answer: { body: { ...tokens, expires_in: '3600', refresh_token_expires_in: '2588400' } },
    outcome: { ...issued, grant: { ...issued.grant, refreshExpiresIn: 2_588_400 } },
  },
  {
    title: 'an answer that does not tell how long the refresh token lasts',
    answer: { body: { ...tokens, expires_in: '3600' } },
    outcome: issued,
  },
  ...['-14001', '-14002', '-14003', '-14004', '-14018'].map((code) => ({
    title: `error ${code}`,
    answer: failure(Number(code)),
    outcome: { kind: 'refused', refusal: 'client', code } as const,
  })),
  ...['-14005', '-14014', '-14099'].map((code) => ({
    title: `error ${code}`,
    answer: failure(code),
    outcome: { kind: 'refused', refusal: 'grant', code } as const,
  })),
  {
    title: 'the rate limit',
    answer: failure(-32, 'Your application reached limit call api'),
    outcome: { kind: 'throttled', code: '-32' } as const,
  },
  { title: 'an unknown error', answer: failure(-1), outcome: { kind: 'unknown' } as const },
]

const me = (fields: object) => ({ body: { error: 0, message: 'Success', ...fields } })
const refused = (error: number, message: string) => ({ body: { error, message } })

/** What Zalo's social login was seen or is documented to answer. */
export const recordings: ProviderRecordings = {
  exchange: answersToBoth,
  refresh: [
    ...answersToBoth,
    {
      title: 'HTTP 200 with an empty body',
      answer: { body: '' },
      outcome: { kind: 'refused', refusal: 'grant', code: 'empty_answer' } as const,
    },
  ],
  identify: [
    {
      title: 'the profile',
      answer: me({
        id: '6410983327745120093',
        name: 'Nguyễn Thị Lan',
        picture: { data: { url: 'https://x' } },
      }),
      identity: { account: '6410983327745120093', label: 'Nguyễn Thị Lan' },
    },
    {
      title: 'a profile whose id is a number beyond 2^53',
      answer: { body: '{"error":0,"id":6410983327745120093}' },
      identity: { account: '6410983327745120093' },
    },
    ...[452, 124].map((error) => ({
      title: `error ${error} of the graph`,
      answer: refused(error, 'Session key invalid'),
      error: 'AuthorizationError',
    })),
    ...[12_000, 12_001, 12_002, 12_003, 12_004, -32].map((error) => ({
      title: `error ${error} of the graph`,
      answer: refused(error, 'The quota is used up'),
      error: 'RateLimitedError',
    })),
    {
      title: 'error 11004 of the graph',
      answer: refused(11_004, 'Application is disabled'),
      error: 'ProviderRejectedError',
    },
    ...[112, 210, -242, 100].map((error) => ({
      title: `error ${error} of the graph`,
      answer: refused(error, 'User not visible'),
      error: 'ProviderUnavailableError',
    })),
    { title: 'a profile without an id', answer: me({ name: 'x' }), error: 'ProviderUnavailableError' },
    { title: 'an HTML page', answer: { body: '<html>' }, error: 'ProviderUnavailableError' },
    { title: 'HTTP 403', answer: { status: 403, body: '{"error":452}' }, error: 'ProviderUnavailableError' },
  ],
}
