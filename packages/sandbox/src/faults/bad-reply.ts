import type { Operation } from '../dialect.ts'
import { htmlReply, type Reply, textReply } from '../reply.ts'
import type { Fault } from './fault.ts'

const gatewayPage = '<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1><hr>nginx'

/** The answer that a fault puts in place of the right one; the right one if it leaves the answer alone. */
export function badReply(fault: Fault, operation: Operation, reply: Reply | undefined): Reply {
  switch (fault.kind) {
    case 'status':
      return {
        ...textReply(fault.body ?? 'Service unavailable', fault.status ?? 503),
        headers: { 'content-type': 'text/plain', ...retryAfter(fault.retryAfter) },
        meaning: fault.status === 429 ? 'transient' : 'noise',
      }
    case 'html':
      return { ...htmlReply(fault.body ?? gatewayPage, fault.status ?? 200), meaning: 'noise' }
    case 'empty':
      // What Zalo answers to a consumed refresh token, so that is what it tells an OA's client.
      return { status: 200, headers: {}, body: '', meaning: operation.emptyBodyMeans ?? 'grant-refused' }
    case 'error-body':
      return operation.errorReply(fault.code, { withEmptyTokens: fault.withEmptyTokens ?? true })
    case 'throttled':
      if (fault.as !== 'status') return operation.throttledReply?.() ?? operation.errorReply(-32)
      return {
        ...textReply('Too many requests', 429),
        headers: { 'content-type': 'text/plain', ...retryAfter(fault.retryAfter ?? 1) },
        meaning: 'transient',
      }
    case 'missing-refresh-token':
      return withFields(reply, { refresh_token: undefined })
    case 'wrong-types':
      return withFields(reply, fault.set ?? { expires_in: 'soon' })
    default:
      return reply ?? textReply('', 500)
  }
}

function retryAfter(value: number | string | undefined): Record<string, string> {
  return value === undefined ? {} : { 'retry-after': String(value) }
}

function withFields(reply: Reply | undefined, fields: Record<string, unknown>): Reply {
  if (!reply?.body.startsWith('{')) return reply ?? textReply('', 500)
  const isRefusal = reply.meaning !== undefined && reply.meaning !== 'issued'
  if (isRefusal) return reply
  const given = JSON.parse(reply.body)
  // ZaloPay wraps the tokens.
  const wrapped = typeof given.data?.access_token === 'string'
  const tokens = { ...(wrapped ? given.data : given), ...fields }
  const changed = { ...reply, body: JSON.stringify(wrapped ? { ...given, data: tokens } : tokens) }
  if (reply.meaning !== 'issued') return changed
  const usable = typeof tokens.access_token === 'string' && tokens.access_token !== ''
  return { ...changed, meaning: usable ? 'issued' : 'noise' }
}
