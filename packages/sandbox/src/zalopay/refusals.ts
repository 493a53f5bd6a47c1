import type { ReplyMeaning } from '../reply.ts'

/** What ZaloPay can refuse a call for. */
export type ZaloPayRefusal =
  | 'argument'
  | 'secret'
  | 'code'
  | 'verifier'
  | 'refreshToken'
  | 'accessToken'
  | 'throttled'

export interface ZaloPayError {
  /** `error.code`. */
  code: number
  /** `error.error`. */
  error: string
  /** `error.details.error_info.reason`. */
  reason: string
  message: string
  /** `sub_return_code` of the other envelope. */
  subReturnCode: number
  meaning: ReplyMeaning
}

// The shape is documented, these values are not: they are ours. The sub codes are those of the payment APIs.
const argument = { code: 3, error: 'INVALID_ARGUMENT', subReturnCode: -401 }
const unauthenticated = { code: 16, error: 'UNAUTHENTICATED', subReturnCode: -402 }

export const defaultErrors: Record<ZaloPayRefusal, ZaloPayError> = {
  argument: {
    ...argument,
    reason: 'INVALID_ARGUMENT',
    message: 'Invalid argument',
    meaning: 'client-refused',
  },
  secret: {
    ...unauthenticated,
    reason: 'INVALID_SECRET_KEY',
    message: 'Invalid secret key',
    meaning: 'client-refused',
  },
  code: { ...argument, reason: 'INVALID_CODE', message: 'Invalid code', meaning: 'grant-refused' },
  verifier: {
    ...argument,
    reason: 'INVALID_CODE_VERIFIER',
    message: 'Invalid code verifier',
    meaning: 'grant-refused',
  },
  refreshToken: {
    ...unauthenticated,
    reason: 'INVALID_REFRESH_TOKEN',
    message: 'Invalid refresh token',
    meaning: 'grant-refused',
  },
  accessToken: {
    ...unauthenticated,
    reason: 'INVALID_ACCESS_TOKEN',
    message: 'Invalid access token',
    meaning: 'client-refused',
  },
  throttled: {
    code: 8,
    error: 'RESOURCE_EXHAUSTED',
    reason: 'RATE_LIMITED',
    message: 'Too many requests',
    subReturnCode: -429,
    meaning: 'transient',
  },
}
