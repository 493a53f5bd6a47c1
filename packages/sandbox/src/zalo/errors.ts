import { jsonReply, type Reply, type ReplyMeaning } from '../reply.ts'

// Zalo publishes no table of these. The names of -14002, -14003 and -14014 were seen; the rest are ours.
const oauthErrorNames: Record<number, string> = {
  [-14002]: 'Invalid appId',
  [-14003]: 'Invalid redirect uri',
  [-14004]: 'Invalid secret key',
  [-14005]: 'Invalid authorization code',
  [-14012]: 'Invalid OA',
  [-14014]: 'Invalid refresh token.',
  [-14018]: 'Invalid grant type',
  [-32]: 'Your application reached limit call api',
}

// Wording and spelling as documented; those without a source that gives the words are ours.
const apiMessages: Record<number, string> = {
  [-32]: 'Your application reached limit call api',
  [-124]: 'Access token invalid',
  [-201]: 'Params is invalid',
  [-204]: 'Offical Account is disable',
  [-205]: 'Official Account is not exist',
  [-209]: 'Not supported this api',
  [-211]: 'Out of quota',
  [-212]: 'App has not registed this api',
  [-216]: 'Access token is invalid',
  [-219]: 'App is removed or disabled',
  [-220]: 'access_token is expired or removed',
  [-223]: 'Official Account has not authorized this API',
  [-224]: 'The OA needs to upgrade OA Tier Package',
  [-242]: 'Invalid appsecret_proof provided in the API argument',
  [-401]: 'Access token is invalid',
  [-1241]: 'Invalid appsecret_proof provided in the API argument',
  216: 'Access token is invalid',
  401: 'Access token is invalid',
}

export interface OauthErrorDetails {
  reason?: string
  withEmptyTokens?: boolean
}

export function oauthErrorName(code: number | string): string {
  return oauthErrorNames[Number(code)] ?? 'Unknown error'
}

/** An error of the OAuth host: HTTP 200, the code in the body. */
export function oauthError(code: number | string, details: OauthErrorDetails = {}): Reply {
  const name = oauthErrorName(code)
  const body = {
    ...(details.withEmptyTokens && { access_token: '', refresh_token: '' }),
    error: code,
    error_name: name,
    error_description: name,
    error_reason: details.reason ?? '',
    // The page of the social login, for OAs too: so does Zalo.
    ref_doc: 'https://developers.zalo.me/docs/social-api/tham-khao/ma-loi',
  }
  return { ...jsonReply(body), meaning: meaningOf(Number(code)), errorCode: code }
}

/** An error of the OA API: HTTP 200, another shape. */
export function apiError(code: number | string): Reply {
  const message = apiMessages[Number(code)] ?? 'Unknown error'
  return { ...jsonReply({ error: code, message }), errorCode: code }
}

function meaningOf(code: number): ReplyMeaning {
  if ([-14002, -14004, -14018].includes(code)) return 'client-refused'
  return code <= -14000 && code > -15000 ? 'grant-refused' : 'transient'
}
