import type { ProviderRecordings, RecordedAnswer } from '@oauth-tokens/core/testing'
import { refusal, returned, tokens } from './support/answers.ts'

const issued: RecordedAnswer['outcome'] = {
  kind: 'issued',
  grant: {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expiresIn: 3600,
    refreshExpiresIn: 2_592_000,
    scopes: ['user.phone', 'user.name'],
  },
}

const date = 'Sun, 22 Nov 2026 02:00:00 GMT'
const now = Date.parse(date)
const dated = { headers: { date } }
const { permissions: _, ...withoutPermissions } = tokens

const answersToBoth: RecordedAnswer[] = [
  { title: 'the documented answer', answer: { body: { data: tokens } }, outcome: issued },
  {
    title: 'tokens beside an error of empty fields',
    answer: { body: { data: tokens, error: { error: '', code: 0, details: {} } } },
    outcome: issued,
  },
  {
    title: 'lifetimes that are strings',
    answer: { body: { data: { ...tokens, expires_in: '3600000', refresh_expires_in: '2592000000' } } },
    outcome: issued,
  },
  {
    title: 'lifetimes that are the instants of the end',
    answer: {
      ...dated,
      body: {
        data: { ...tokens, expires_in: now + 3_600_000, refresh_expires_in: String(now + 2_592_000_000) },
      },
    },
    outcome: issued,
  },
  {
    title: 'tokens beside a return_code of 1',
    answer: { body: { return_code: 1, return_message: 'Success', sub_return_code: 1, ...tokens } },
    outcome: issued,
  },
  {
    title: 'tokens in data beside a return_code of "1"',
    answer: { body: { return_code: '1', data: tokens } },
    outcome: issued,
  },
  {
    title: 'tokens without permissions',
    answer: { body: { data: withoutPermissions } },
    outcome: { kind: 'issued', grant: { accessToken: tokens.access_token } },
  },
  {
    title: 'a refused secret',
    answer: { body: refusal('INVALID_SECRET_KEY') },
    outcome: { kind: 'refused', refusal: 'client', code: 'INVALID_SECRET_KEY' },
  },
  {
    title: 'an unknown app',
    answer: { body: refusal('APP_NOT_FOUND') },
    outcome: { kind: 'refused', refusal: 'client', code: 'APP_NOT_FOUND' },
  },
  {
    title: 'a standard refusal',
    answer: { status: 400, body: { error: 'invalid_grant' } },
    outcome: { kind: 'refused', refusal: 'grant', code: 'invalid_grant' },
  },
  {
    title: 'a standard refusal of the client',
    answer: { status: 401, body: { error: 'invalid_client' } },
    outcome: { kind: 'refused', refusal: 'client', code: 'invalid_client' },
  },
  {
    title: 'a throttle by name',
    answer: { headers: { 'retry-after': '30' }, body: refusal('', { error: 'RESOURCE_EXHAUSTED' }) },
    outcome: { kind: 'throttled', code: 'RESOURCE_EXHAUSTED', retryAfter: 30 },
  },
  {
    title: 'the throttle of the payment APIs',
    answer: { body: returned(-429, 'Too many') },
    outcome: { kind: 'throttled', code: '-429' },
  },
  ...[-500, -503, -999].map(
    (code): RecordedAnswer => ({
      title: `failure ${code} of the payment APIs`,
      answer: { body: returned(code, 'System') },
      outcome: { kind: 'unknown' },
    }),
  ),
  {
    title: 'an answer that is still being worked on',
    answer: { body: returned(-402, 'Invalid refresh token', 3) },
    outcome: { kind: 'unknown' },
  },
  {
    title: 'a failure inside',
    answer: { body: refusal('', { error: 'INTERNAL', code: 13 }) },
    outcome: { kind: 'unknown' },
  },
  {
    title: 'a refusal beside tokens',
    answer: { body: { data: tokens, ...refusal('INVALID_CODE') } },
    outcome: { kind: 'unknown' },
  },
  {
    title: 'a refusal under a server error',
    answer: { status: 500, body: refusal('INVALID_REFRESH_TOKEN') },
    outcome: { kind: 'unknown' },
  },
  {
    title: 'an unknown refusal under HTTP 429',
    answer: { status: 429, body: refusal('NEVER_HEARD_OF') },
    outcome: { kind: 'throttled' },
  },
  { title: 'an empty object', answer: { body: {} }, outcome: { kind: 'unknown' } },
  { title: 'an empty answer', answer: { body: '' }, outcome: { kind: 'unknown' } },
]

const ofCode = ['INVALID_CODE', 'AUTHORIZATION_CODE_EXPIRED', 'INVALID_CODE_VERIFIER', 'codeNotFound']
const ofRefreshToken = ['INVALID_REFRESH_TOKEN', 'REFRESH_TOKEN_EXPIRED', 'refreshTokenRevoked']
const unclear = ['INVALID_ARGUMENT', 'UNAUTHENTICATED', 'NEVER_HEARD_OF', 'Refresh token service is busy']

const refusedAs = (reason: string): RecordedAnswer => ({
  title: `the refusal ${reason}`,
  answer: { body: refusal(reason) },
  outcome: { kind: 'refused', refusal: 'grant', code: reason },
})
const leftOpen = (reason: string): RecordedAnswer => ({
  title: `the refusal ${reason}`,
  answer: { body: refusal(reason) },
  outcome: { kind: 'unknown' },
})

const user = { muid: '230713000004217', display_name: ' Lê Thu Hà ', user_phone: 901_234_567 }
const identity = { account: '230713000004217', label: 'Lê Thu Hà' }

/** What ZaloPay is documented to answer; the values of refusals are guesses. */
export const recordings: ProviderRecordings = {
  exchange: [...answersToBoth, ...[...ofCode, ...ofRefreshToken, ...unclear].map(refusedAs)],
  refresh: [
    ...answersToBoth,
    ...ofRefreshToken.map(refusedAs),
    ...[...ofCode, ...unclear].map(leftOpen),
    {
      title: 'a refused refresh token that only the text names',
      answer: { body: returned(-402, 'Invalid refresh token.') },
      outcome: { kind: 'refused', refusal: 'grant', code: 'Invalid refresh token.' },
    },
    {
      title: 'the number alone that says so',
      answer: { body: returned(-402, 'Failed') },
      outcome: { kind: 'unknown' },
    },
  ],
  identify: [
    { title: 'user info', answer: { body: { context_id: 'c', trace_id: 't', data: user } }, identity },
    {
      title: 'user info beside a return_code',
      answer: { body: { return_code: 1, ...user } },
      identity,
    },
    {
      title: 'a muid that is a number beyond 2^53',
      answer: { body: '{"data":{"muid":230713000004217999}}' },
      identity: { account: '230713000004217999' },
    },
    {
      title: 'a dead access token',
      answer: { body: refusal('INVALID_ACCESS_TOKEN', { error: 'UNAUTHENTICATED', code: 16 }) },
      error: 'AuthorizationError',
    },
    { title: 'HTTP 401', answer: { status: 401, body: '' }, error: 'AuthorizationError' },
    { title: 'a throttle', answer: { body: returned(-429, 'Too many') }, error: 'RateLimitedError' },
    ...[
      { title: 'a wrong secret', body: refusal('INVALID_SECRET_KEY') },
      { title: 'an unknown refusal', body: refusal('NEVER_HEARD_OF') },
      { title: 'an answer without muid', body: { data: { display_name: 'Hà' } } },
      { title: 'a muid with blanks', body: { data: { muid: 'a b' } } },
      { title: 'an HTML page', body: '<html>' },
      { title: 'HTTP 404', body: '<html>', status: 404 },
    ].map(({ title, ...answer }) => ({ title, answer, error: 'ProviderUnavailableError' })),
  ],
}
