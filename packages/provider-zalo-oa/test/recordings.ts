import type { ProviderRecordings } from '@oauth-tokens/core/testing'

const tokens = { access_token: 'new-access-token_1', refresh_token: 'new-refresh-token_1' }
const issued = {
  kind: 'issued',
  grant: { accessToken: tokens.access_token, refreshToken: tokens.refresh_token },
} as const

/** The documented shape of an error. */
const failure = (error: unknown, name = '') => ({
  body: {
    error,
    error_name: name,
    error_description: `${name} described`,
    error_reason: '',
    ref_doc: 'https://developers.zalo.me/docs',
  },
})

const answersToBoth = [
  {
    title: 'the documented answer, its lifetime a string',
    answer: { body: { ...tokens, expires_in: '90000' } },
    outcome: { ...issued, grant: { ...issued.grant, expiresIn: 90_000 } },
  },
  {
    title: 'tokens whose lifetime is a number',
    answer: { body: { ...tokens, expires_in: 3600 } },
    outcome: { ...issued, grant: { ...issued.grant, expiresIn: 3600 } },
  },
  {
    title: 'tokens beside an error of 0',
    answer: { body: { error: 0, error_name: '', ...tokens, expires_in: '90000' } },
    outcome: issued,
  },
  ...[
    ['-14001', ''],
    ['-14002', 'Invalid appId'],
    ['-14003', 'Invalid redirect uri'],
    ['-14004', 'Invalid secret key'],
    ['-14018', 'Unsupported grant type'],
  ].map(([code = '', name = '']) => ({
    title: `error ${code}`,
    answer: failure(Number(code), name),
    outcome: { kind: 'refused', refusal: 'client', code } as const,
  })),
  ...['-14005', '-14012', '-14014', '-14024', '-14099'].map((code) => ({
    title: `error ${code}`,
    answer: failure(Number(code)),
    outcome: { kind: 'refused', refusal: 'grant', code } as const,
  })),
  {
    title: 'an error whose number is quoted',
    answer: failure('-14014', 'Invalid refresh token.'),
    outcome: { kind: 'refused', refusal: 'grant', code: '-14014' } as const,
  },
  {
    title: 'an error under HTTP 400',
    answer: { ...failure(-14014), status: 400 },
    outcome: { kind: 'refused', refusal: 'grant', code: '-14014' } as const,
  },
  {
    title: 'an error with empty tokens',
    answer: { body: { ...failure(-14014).body, access_token: '', refresh_token: '' } },
    outcome: { kind: 'refused', refusal: 'grant', code: '-14014' } as const,
  },
  {
    title: 'a known name without a number',
    answer: { body: { error_name: 'Invalid refresh token.' } },
    outcome: { kind: 'refused', refusal: 'grant', code: '-14014' } as const,
  },
  {
    title: 'an unknown name without a number',
    answer: { body: { error_name: 'Something odd' } },
    outcome: { kind: 'unknown' } as const,
  },
  {
    title: 'the rate limit',
    answer: { ...failure(-32, 'Your application reached limit call api'), headers: { 'retry-after': '30' } },
    outcome: { kind: 'throttled', code: '-32', retryAfter: 30 } as const,
  },
  ...[-1, -99, -118, 14014, -141].map((code) => ({
    title: `the unknown error ${code}`,
    answer: failure(code),
    outcome: { kind: 'unknown' } as const,
  })),
]

const empty = { title: 'HTTP 200 with an empty body', answer: { body: '' } }
const getoa = (data: object) => ({ body: { error: 0, message: 'Success', data } })

/** What Zalo was seen or is documented to answer. */
export const recordings: ProviderRecordings = {
  exchange: [...answersToBoth, { ...empty, outcome: { kind: 'unknown' } as const }],
  refresh: [
    ...answersToBoth,
    { ...empty, outcome: { kind: 'refused', refusal: 'grant', code: 'empty_answer' } as const },
    {
      title: 'an empty body under another status',
      answer: { status: 201, body: '' },
      outcome: { kind: 'unknown' } as const,
    },
  ],
  identify: [
    {
      title: 'getoa',
      answer: getoa({ oa_id: '4318657068771012646', name: 'Shop', is_verified: true }),
      identity: { account: '4318657068771012646', label: 'Shop' },
    },
    {
      title: 'getoa with the other spelling',
      answer: getoa({ oaid: '4318657068771012646', name: 'Shop' }),
      identity: { account: '4318657068771012646', label: 'Shop' },
    },
    {
      title: 'getoa with an id that is a number beyond 2^53',
      answer: { body: '{"error":0,"data":{"oa_id":4318657068771012647,"name":"Số 1234567890123456789"}}' },
      identity: { account: '4318657068771012647', label: 'Số 1234567890123456789' },
    },
    ...[-216, -220, -124, 216, 401, -401, '-216'].map((error) => ({
      title: `error ${error} of the API`,
      answer: { body: { error, message: 'Access token is invalid' } },
      error: 'AuthorizationError',
    })),
    ...[-32, -211].map((error) => ({
      title: `error ${error} of the API`,
      answer: { body: { error, message: 'Your OA reached limit call api' } },
      error: 'RateLimitedError',
    })),
    ...[-204, -205, -219].map((error) => ({
      title: `error ${error} of the API`,
      answer: { body: { error, message: 'Offical Account is disable' } },
      error: 'ProviderRejectedError',
    })),
    ...[-209, -212, -221, -223, -224, -242, -201].map((error) => ({
      title: `error ${error} of the API`,
      answer: { body: { error, message: 'Not supported this api' } },
      error: 'ProviderUnavailableError',
    })),
    { title: 'an answer without an id', answer: getoa({}), error: 'ProviderUnavailableError' },
    { title: 'an answer without data', answer: { body: { error: 0 } }, error: 'ProviderUnavailableError' },
    { title: 'an HTML page', answer: { body: '<html>' }, error: 'ProviderUnavailableError' },
    { title: 'HTTP 403', answer: { status: 403, body: '{"error":-216}' }, error: 'ProviderUnavailableError' },
  ],
}
