import { randomBytes } from 'node:crypto'
import { type Call, jsonOf } from '../call.ts'
import type { Operation } from '../dialect.ts'
import { jsonReply, type Reply } from '../reply.ts'
import { apiOperation, businessCodes, openapiCodes } from './api-operation.ts'
import { apiError } from './errors.ts'
import type { ZaloState } from './zalo-state.ts'

/** A message that was accepted, once for each time that it was. */
export interface SentMessage {
  id: string
  appId: string
  oaId: string
  /** A user's id, or a phone number for a template message (ZNS). */
  to: string
  /** The whole request. */
  body: Record<string, unknown>
}

/** `POST /v3.0/oa/message/cs`: a text to a user. */
export function messageOperation(state: ZaloState, call: Call): Operation {
  const body = jsonOf(call)
  const recipient = body?.['recipient'] as { user_id?: unknown } | undefined
  return apiOperation(state, call, {
    path: 'api',
    codes: openapiCodes,
    counted: true,
    act: ({ appId, oa }) =>
      send(state, { appId, oaId: oa.id, to: recipient?.user_id, body }, ({ id, to }) => ({
        message_id: id,
        user_id: to,
      })),
  })
}

/** `POST /message/template` of business.openapi.zalo.me: a ZNS, to a phone number. Not in the app's rate limit. */
export function templateMessageOperation(state: ZaloState, call: Call): Operation {
  const body = jsonOf(call)
  return apiOperation(state, call, {
    path: 'api',
    codes: businessCodes,
    counted: false,
    act: ({ appId, oa }) =>
      send(state, { appId, oaId: oa.id, to: body?.['phone'], body }, ({ id }) => ({ msg_id: id })),
  })
}

interface Unsent {
  appId: string
  oaId: string
  to: unknown
  body: Record<string, unknown> | undefined
}

function send(
  { messages }: ZaloState,
  { appId, oaId, to, body }: Unsent,
  dataOf: (message: SentMessage) => Record<string, string>,
): Reply {
  if (!body || typeof to !== 'string' || to === '') return apiError(-201)
  const message = { id: randomBytes(10).toString('hex'), appId, oaId, to, body }
  messages.push(message)
  return jsonReply({ error: 0, message: 'Success', data: dataOf(message) })
}
