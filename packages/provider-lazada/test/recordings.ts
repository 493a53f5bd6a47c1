import type { ProviderRecordings, RecordedAnswer, ServedAnswer } from '@oauth-tokens/core/testing'

// What Lazada answers, with other tokens in it. Sources: docs/providers/lazada.md.

const tokens = {
  access_token: '50000400125recordedAccessToken',
  refresh_token: '50001400c25recordedRefreshToken',
}

/** A real answer for an app in test, as a program of theirs has it in a comment. */
const created: ServedAnswer = {
  body: {
    access_token: tokens.access_token,
    country: 'my',
    refresh_token: tokens.refresh_token,
    account_platform: 'seller_center',
    refresh_expires_in: 2592000,
    country_user_info: [{ country: 'my', user_id: '69904', seller_id: '33747', short_code: 'MY10RVM' }],
    expires_in: 604800,
    account: 'seller@example.com',
    code: '0',
    request_id: '0ba9f84415579064983495523',
  },
}

/** The sample of the guide: across borders, without a code. */
const acrossBorders: ServedAnswer = {
  body: {
    ...tokens,
    country: 'cb',
    refresh_expires_in: 259200,
    account_platform: 'seller_center',
    expires_in: 259200,
    account: 'xxx@126.com',
    country_user_info: [
      { country: 'sg', seller_id: '1001', user_id: 10101 },
      { country: 'my', seller_id: '2001', user_id: 20101 },
    ],
  },
}

/** The sample of the reference: the list has another name after a refresh, and texts for numbers. */
const refreshed: ServedAnswer = {
  body: {
    ...tokens,
    expires_in: '2592000',
    account_id: '7063844',
    country: 'sg',
    country_user_info_list: { sg: { seller_id: '1001', user_id: 10101 } },
    account_platform: 'seller_center',
    account: 'xxx@126.com',
    refresh_expires_in: '12960000',
    code: '0',
    request_id: '0ba2887315178178017221014',
  },
}

const issued = (
  title: string,
  answer: ServedAnswer,
  expiresIn: number,
  refreshExpiresIn: number,
): RecordedAnswer => ({
  title,
  answer,
  outcome: {
    kind: 'issued',
    grant: {
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token,
      expiresIn,
      refreshExpiresIn,
    },
  },
})

const refusal = (code: string, message: string, type = 'ISV'): ServedAnswer => ({
  body: { code, type, message, request_id: '0b8ae2f415263703419498863' },
})

const signature: RecordedAnswer = {
  title: 'a wrong signature',
  answer: refusal('IncompleteSignature', 'The request signature does not conform to lazop standards'),
  outcome: { kind: 'refused', refusal: 'client', code: 'IncompleteSignature' },
}
const common: RecordedAnswer[] = [
  signature,
  {
    title: 'an address that is not on the whitelist',
    answer: refusal('AppWhiteIpLimit', 'The IP of the request is not in the whitelist'),
    outcome: { kind: 'refused', refusal: 'client', code: 'AppWhiteIpLimit' },
  },
  {
    title: 'too many calls',
    answer: refusal('ApiCallLimit', 'api access frequency exceeds the limit'),
    outcome: { kind: 'throttled', code: 'ApiCallLimit' },
  },
  {
    title: 'a failure of the platform',
    answer: refusal('ServiceTimeout', 'The service is currently unavailable', 'SYSTEM'),
    outcome: { kind: 'unknown' },
  },
]

export const recordings: ProviderRecordings = {
  exchange: [
    issued('tokens of a seller', created, 604_800, 2_592_000),
    issued('tokens of a seller across borders', acrossBorders, 259_200, 259_200),
    {
      title: 'a code that was used or is older than half an hour',
      answer: refusal('InvalidCode', 'Invalid authorization code', 'ISP'),
      outcome: { kind: 'refused', refusal: 'grant', code: 'InvalidCode' },
    },
    ...common,
  ],
  refresh: [
    issued('new tokens', refreshed, 2_592_000, 12_960_000),
    {
      title: 'a refresh token that is over',
      answer: refusal('IllegalRefreshToken', 'The specified refresh token is invalid or expired'),
      outcome: { kind: 'refused', refusal: 'grant', code: 'IllegalRefreshToken' },
    },
    {
      title: 'an app of the service market',
      answer: refusal(
        'AUTH_TYPE_UNSUPPORTED',
        'appkey can only be authorized by market, not support refresh',
      ),
      outcome: { kind: 'refused', refusal: 'client', code: 'AUTH_TYPE_UNSUPPORTED' },
    },
    ...common,
  ],
}
