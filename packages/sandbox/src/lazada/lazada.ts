import type { Issued, ServerSpec } from '../standard/server-spec.ts'
import { tokensOf } from '../standard/standard-manner.ts'
import { lazadaRefusal, refusalOf } from './refusals.ts'
import { doubtOf, readSigned } from './signed-request.ts'

const day = 86_400

/** Lazada's seller authorization: auth.lazada.com. Lifetimes are those of an app that is online (documented). */
export const lazada: ServerSpec = {
  name: 'lazada',
  vendor: 'Lazada',
  demoApp: {
    clientId: '105922',
    clientSecret: 'sandbox-lazada-secret-not-a-real-one',
    redirectUris: ['http://127.0.0.1:8910/callback'],
    accounts: [
      { id: '200164377015', name: 'cuahang.hanoi@example.com' },
      { id: '200171802206', name: 'cuahang.saigon@example.com' },
    ],
  },
  lifetimes: { accessToken: 30 * day, refreshToken: 180 * day, code: 1800 },
  paths: {
    authorization: '/oauth/authorize',
    token: ['/rest/auth/token/create', '/rest/auth/token/refresh'],
  },
  refreshTokens: 'single-use',
  refreshTokenExpiry: 'fixed',
  manner: {
    read: readSigned,
    doubt: doubtOf,
    issued: issuedBody,
    refused: lazadaRefusal,
    refusedWith: refusalOf,
  },
}

/** The list of sellers has another name after a refresh (documented). */
function issuedBody(issued: Issued): Record<string, unknown> {
  const { account, generation } = issued
  const seller = {
    country: 'vn',
    user_id: `1${account?.id}`,
    seller_id: account?.id,
    short_code: 'VN1SANDBOX',
  }
  return {
    ...tokensOf(issued),
    country: 'vn',
    account_platform: 'seller_center',
    [generation === 1 ? 'country_user_info' : 'country_user_info_list']: [seller],
    account: account?.name,
    code: '0',
    request_id: '0ba2887315178178017221014',
  }
}
