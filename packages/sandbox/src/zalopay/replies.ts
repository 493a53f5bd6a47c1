import { jsonReply, type Reply } from '../reply.ts'
import { defaultErrors, type ZaloPayError, type ZaloPayRefusal } from './refusals.ts'
import type { ZaloPayState } from './zalopay-state.ts'

/** A success, in the envelope that was chosen. */
export function success({ envelope }: ZaloPayState, data: object, beside: object = {}): Reply {
  if (envelope === 'data') return jsonReply({ ...beside, data })
  const ok = { return_code: 1, return_message: 'Success', sub_return_code: 1, sub_return_message: 'Success' }
  return jsonReply({ ...ok, ...beside, ...data })
}

export function refusal(state: ZaloPayState, name: ZaloPayRefusal, beside: object = {}): Reply {
  return errorReply(state, { ...defaultErrors[name], ...state.errors[name] }, beside)
}

/** The error of a fault: by its reason, as INVALID_CODE, or by a number. */
export function errorOf(state: ZaloPayState, code: number | string): Reply {
  const known = Object.entries(defaultErrors).map(([name, error]) => ({
    ...error,
    ...state.errors[name as ZaloPayRefusal],
  }))
  const named = known.find(({ reason }) => reason === code)
  if (named) return errorReply(state, named)
  const unknown = {
    error: 'UNKNOWN',
    reason: 'UNKNOWN',
    message: 'Unknown error',
    meaning: 'transient',
  } as const
  const like = known.find((error) => error.code === Number(code)) ?? unknown
  return errorReply(state, { ...like, code: Number(code), subReturnCode: Number(code) })
}

function errorReply(state: ZaloPayState, error: ZaloPayError, beside: object = {}): Reply {
  const { code, reason, message, meaning, subReturnCode } = error
  const body =
    state.envelope === 'data'
      ? {
          ...beside,
          error: {
            error: error.error,
            code,
            details: {
              error_info: { reason, domain: 'zalopay.vn' },
              localized_message: { message },
            },
          },
        }
      : {
          return_code: 2,
          return_message: 'Failed',
          sub_return_code: subReturnCode,
          sub_return_message: message,
          ...beside,
        }
  const errorCode = state.envelope === 'data' ? code : subReturnCode
  return { ...jsonReply(body, state.errorStatus), meaning, errorCode }
}
