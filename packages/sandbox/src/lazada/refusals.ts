import type { ReplyMeaning } from '../reply.ts'
import type { Refused, StandardRefusal } from '../standard/server-spec.ts'

type Word = [code: string, message: string, meaning: ReplyMeaning, type?: string]

const signature: Word = [
  'IncompleteSignature',
  'The request signature does not conform to lazop standards',
  'client-refused',
]

/** Documented for these calls; those of an unknown app and of too many calls are reported for others. */
const words: Record<StandardRefusal, Word> = {
  client: ['InvalidAppKey', 'The specified App Key is invalid', 'client-refused'],
  secret: signature,
  code: ['InvalidCode', 'Invalid authorization code', 'grant-refused', 'ISP'],
  'refresh-token': [
    'IllegalRefreshToken',
    'The specified refresh token is invalid or expired',
    'grant-refused',
  ],
  'grant-type': ['MissingParameter', 'The input parameter is not supplied', 'client-refused'],
  'access-token': [
    'IllegalAccessToken',
    'The specified access token is invalid or expired',
    'client-refused',
  ],
  throttled: ['ApiCallLimit', 'api access frequency exceeds the limit', 'transient'],
}

/** Under HTTP 200. */
export function lazadaRefusal(refusal: StandardRefusal): Refused {
  return refused(words[refusal])
}

/** The error of a fault, such as AUTH_TYPE_UNSUPPORTED. */
export function refusalOf(code: string): Refused {
  const known = Object.values(words).find(([word]) => word === code)
  return refused(known ?? [code, 'Asked for by a fault', 'transient', 'SYSTEM'])
}

function refused([code, message, meaning, type = 'ISV']: Word): Refused {
  const body = { code, type, message, request_id: '0b8ae2f415263703419498863' }
  return { status: 200, body, errorCode: code, meaning }
}
