import { randomUUID } from 'node:crypto'
import { jsonReply, type Reply } from '../../reply.ts'
import type { InteritsOptions } from '../options.ts'

export type Envelope = Required<Pick<InteritsOptions, 'envelope' | 'successCode'>>

export function success({ envelope, successCode }: Envelope, data: object): Reply {
  return jsonReply(wrap(envelope, { code: successCode, data, message: 'Success' }))
}

/** An error: an HTTP status of their table, repeated in the body. */
export function failure({ envelope }: Envelope, status: number, message: string): Reply {
  return { ...jsonReply(wrap(envelope, { code: status, data: null, message }), status), errorCode: status }
}

function wrap(
  envelope: Envelope['envelope'],
  answer: { code: number; data: unknown; message: string },
): object {
  if (envelope === 'latest') return { ...answer, referentId: randomUUID() }
  return { ...answer, errors: {}, total_record: 1, current_page: 1 }
}
