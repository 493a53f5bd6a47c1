import type { ProviderRecordings, RecordedAnswer } from '@oauth-tokens/core/testing'

/** As RFC 6749 section 5.1 prints it, with the fields that servers add. */
const issued: RecordedAnswer = {
  title: 'the answer of RFC 6749 section 5.1',
  answer: {
    body: {
      access_token: '2YotnFZFEjr1zCsicMWpAA',
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
      scope: 'read write',
    },
  },
  outcome: {
    kind: 'issued',
    grant: {
      accessToken: '2YotnFZFEjr1zCsicMWpAA',
      refreshToken: 'tGzv3JOkF0XG5Qx2TlKWIA',
      tokenType: 'bearer',
      expiresIn: 3600,
      scopes: ['read', 'write'],
    },
  },
}

const failure = (
  error: string,
  outcome: RecordedAnswer['outcome'],
  status = 400,
  description = 'grant request is invalid',
): RecordedAnswer => ({
  title: `${error} under HTTP ${status}`,
  answer: { status, body: { error, error_description: description } },
  outcome,
})
const grant = { kind: 'refused', refusal: 'grant' } as const
const client = { kind: 'refused', refusal: 'client' } as const

const answers: RecordedAnswer[] = [
  issued,
  // Recorded from oidc-provider 9.13.3, which says no more than this of any refused grant.
  failure('invalid_grant', grant),
  failure('invalid_client', client, 401, 'client authentication failed'),
  failure('unauthorized_client', client, 400, 'requested grant type is not allowed for this client'),
  failure('unsupported_grant_type', client, 400, 'unsupported grant_type requested'),
  failure('invalid_scope', client, 400, 'refresh token missing requested scope'),
  failure('invalid_target', client, 400, 'resource indicator is missing, or unknown'),
  failure('server_error', { kind: 'unknown' }, 500, 'oops! something went wrong'),
  failure('temporarily_unavailable', { kind: 'throttled' }, 400),
  failure('never_heard_of', { kind: 'unknown' }),
]

/** What a standard server answers. */
export const recordings: ProviderRecordings = {
  exchange: answers,
  refresh: answers,
  identify: [
    {
      title: 'the user info of OpenID Connect Core 1.0 section 5.3.2',
      answer: {
        body: {
          sub: '248289761001',
          name: 'Jane Doe',
          preferred_username: 'j.doe',
          email: 'janedoe@example.com',
        },
      },
      identity: { account: '248289761001', label: 'janedoe@example.com' },
    },
    {
      title: 'the error of OpenID Connect Core 1.0 section 5.3.3',
      answer: {
        status: 401,
        headers: {
          'www-authenticate': 'Bearer error="invalid_token", error_description="The Access Token expired"',
        },
        body: { error: 'invalid_token', error_description: 'The Access Token expired' },
      },
      error: 'AuthorizationError',
    },
    { title: 'HTTP 403', answer: { status: 403, body: {} }, error: 'ProviderUnavailableError' },
    {
      title: 'a signed answer',
      answer: { body: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln' },
      error: 'ProviderUnavailableError',
    },
    { title: 'no subject', answer: { body: { name: 'Jane Doe' } }, error: 'ProviderUnavailableError' },
    { title: 'HTTP 429', answer: { status: 429, body: '' }, error: 'RateLimitedError' },
  ],
}
