import type { ProviderRecordings, RecordedAnswer, RecordedIdentity } from '@oauth-tokens/core/testing'

const token = (end: string) => `1000.0f1e2d3c4b5a69788796a5b4c3d2e1f0.${end.padStart(32, '0')}`
const accessToken = token('a')
const refreshToken = token('b')

/** As every vendor sample of a refresh has it. */
const refreshed = {
  access_token: accessToken,
  api_domain: 'https://www.zohoapis.com',
  token_type: 'Bearer',
  expires_in: 3600,
}
const issued = { kind: 'issued', grant: { accessToken, expiresIn: 3600 } } as const

const shapes: RecordedAnswer[] = [
  {
    title: 'the shape with expires_in_sec, where expires_in is milliseconds',
    answer: { body: { ...refreshed, expires_in_sec: 3600, expires_in: 3_600_000 } },
    outcome: issued,
  },
  {
    title: 'the same shape at the end of a token',
    answer: { body: { ...refreshed, expires_in_sec: 60, expires_in: 60_000 } },
    outcome: { ...issued, grant: { accessToken, expiresIn: 60 } },
  },
  {
    title: 'milliseconds without expires_in_sec',
    answer: { body: { ...refreshed, expires_in: 3_600_000 } },
    outcome: issued,
  },
  {
    title: 'a lifetime that is a string',
    answer: { body: { ...refreshed, expires_in: '3600' } },
    outcome: issued,
  },
  {
    title: 'scopes with commas',
    answer: { body: { ...refreshed, scope: 'ZohoCRM.modules.ALL,ZohoCRM.org.READ' } },
    outcome: { ...issued, grant: { accessToken, scopes: ['ZohoCRM.modules.ALL', 'ZohoCRM.org.READ'] } },
  },
  {
    title: 'scopes with blanks',
    answer: { body: { ...refreshed, scope: 'ZohoCRM.modules.ALL ZohoCRM.org.READ' } },
    outcome: { ...issued, grant: { accessToken, scopes: ['ZohoCRM.modules.ALL', 'ZohoCRM.org.READ'] } },
  },
]

const failure = (error: string, status = 200, more = {}) => ({ status, body: { error, ...more } })
const throttle = {
  error_description: 'You have made too many requests continuously. Please try again after some time.',
}

const refusals: RecordedAnswer[] = [
  ...[200, 400].flatMap((status): RecordedAnswer[] => [
    {
      title: `invalid_code under HTTP ${status}`,
      answer: failure('invalid_code', status),
      outcome: { kind: 'refused', refusal: 'grant', code: 'invalid_code' },
    },
    ...['invalid_client', 'invalid_client_secret', 'invalid_redirect_uri', 'invalid_scope'].map(
      (code): RecordedAnswer => ({
        title: `${code} under HTTP ${status}`,
        answer: failure(code, status),
        outcome: { kind: 'refused', refusal: 'client', code },
      }),
    ),
    {
      title: `the throttle under HTTP ${status}`,
      answer: failure('Access Denied', status, { ...throttle, status: 'failure' }),
      outcome: { kind: 'throttled', code: 'Access Denied', retryAfter: 600 },
    },
  ]),
  {
    title: 'the text of the throttle beside another word',
    answer: failure('invalid_code', 400, throttle),
    outcome: { kind: 'throttled', code: 'Access Denied', retryAfter: 600 },
  },
  {
    title: 'access_denied, which is never a refusal of the grant',
    answer: failure('access_denied'),
    outcome: { kind: 'throttled', code: 'access_denied' },
  },
  { title: 'general_error', answer: failure('general_error'), outcome: { kind: 'unknown' } },
  { title: 'a word that nobody knows', answer: failure('something_else'), outcome: { kind: 'unknown' } },
  {
    title: 'invalid_code under HTTP 500',
    answer: failure('invalid_code', 500),
    outcome: { kind: 'unknown' },
  },
  {
    title: 'the page that a wrong method gets',
    answer: { status: 400, body: '<!doctype html><h1>server error</h1>' },
    outcome: { kind: 'unknown' },
  },
]

const profile = {
  First_Name: 'An',
  Last_Name: 'Nguyễn',
  Display_Name: 'An Nguyễn',
  Email: 'an@example.com',
  ZUID: 640_101_001,
}
const identity = { account: '640101001', label: 'an@example.com' }

const identities: RecordedIdentity[] = [
  { title: 'the profile', answer: { body: profile }, identity },
  {
    title: 'a profile whose ZUID is a string',
    answer: { body: { ...profile, ZUID: '640101001' } },
    identity,
  },
  {
    title: 'a profile without an address',
    answer: { body: { ...profile, Email: undefined } },
    identity: { account: '640101001', label: 'An Nguyễn' },
  },
  {
    title: 'the refusal of a dead token',
    answer: { status: 401, body: { response: 'error', cause: 'INVALID_OAUTHTOKEN' } },
    error: 'AuthorizationError',
  },
  {
    title: 'a profile without ZUID',
    answer: { body: { Email: 'an@example.com' } },
    error: 'ProviderUnavailableError',
  },
]

/** What Zoho is documented, recorded or reported to answer. */
export const recordings: ProviderRecordings = {
  exchange: [
    {
      title: 'the documented answer',
      answer: { body: { ...refreshed, refresh_token: refreshToken } },
      outcome: { kind: 'issued', grant: { accessToken, refreshToken, expiresIn: 3600 } },
    },
    {
      title: 'an answer of a second consent, without a refresh token',
      answer: { body: refreshed },
      outcome: issued,
    },
    ...shapes,
    ...refusals,
  ],
  refresh: [
    { title: 'the documented answer', answer: { body: refreshed }, outcome: issued },
    {
      title: 'an answer without api_domain',
      answer: { body: { ...refreshed, api_domain: undefined } },
      outcome: issued,
    },
    ...shapes,
    ...refusals,
  ],
  identify: identities,
}
