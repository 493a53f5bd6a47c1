import type { ProviderRecordings, RecordedAnswer } from '../../src/testing/provider-recordings.ts'

const tokens = { access_token: 'acme-access-token', refresh_token: 'acme-refresh-token', expires_in: 3600 }
const good: RecordedAnswer = {
  title: 'a good answer',
  answer: { body: { ...tokens, token_type: 'Bearer', scope: 'a b' } },
  outcome: {
    kind: 'issued',
    grant: { accessToken: 'acme-access-token', expiresIn: 3600, scopes: ['a', 'b'], tokenType: 'bearer' },
  },
}
const refusal = (
  error: string,
  outcome: { kind: 'refused'; refusal: 'grant' | 'client' } | { kind: 'throttled' | 'unknown' },
  status = 400,
) => ({
  title: `${error} under HTTP ${status}`,
  answer: { status, body: { error, error_description: 'because' } },
  outcome,
})
const grant = { kind: 'refused', refusal: 'grant' } as const
const client = { kind: 'refused', refusal: 'client' } as const

const answers: RecordedAnswer[] = [
  good,
  refusal('invalid_grant', grant),
  refusal('invalid_grant', grant, 200),
  refusal('access_denied', grant),
  refusal('consent_required', grant),
  refusal('invalid_client', client, 401),
  refusal('unauthorized_client', client),
  refusal('unsupported_grant_type', client),
  refusal('invalid_scope', client),
  refusal('invalid_request', client),
  refusal('temporarily_unavailable', { kind: 'throttled' }),
  refusal('server_error', { kind: 'unknown' }),
  refusal('invalid_grant', { kind: 'unknown' }, 503),
  refusal('never_heard_of', { kind: 'unknown' }),
  refusal('invalid_grant', { kind: 'throttled' }, 429),
]

/** What a standard server answers. */
export const recordings: ProviderRecordings = {
  exchange: answers,
  refresh: answers,
  identify: [
    { title: 'user info', answer: { body: { sub: 'user-1' } }, identity: { account: 'user-1' } },
    {
      title: 'HTTP 401',
      answer: { status: 401, body: { error: 'invalid_token', error_description: 'expired' } },
      error: 'AuthorizationError',
    },
    { title: 'HTTP 429', answer: { status: 429, body: '' }, error: 'RateLimitedError' },
    {
      title: 'a redirect',
      answer: { status: 302, headers: { location: '/' }, body: '' },
      error: 'ProviderUnavailableError',
    },
  ],
}
