import { htmlReply, jsonReply, type Reply, type ReplyMeaning } from '../reply.ts'
import type { ZohoState } from './zoho-state.ts'

const meanings: Record<string, ReplyMeaning> = {
  invalid_code: 'grant-refused',
  invalid_client: 'client-refused',
  invalid_client_secret: 'client-refused',
  invalid_redirect_uri: 'client-refused',
  invalid_scope: 'client-refused',
  missing_org_info: 'client-refused',
}

/** An error of the accounts host: mostly HTTP 200, the code in the body. */
export function tokenError({ quirks }: ZohoState, code: string, more: Record<string, unknown> = {}): Reply {
  const reply = jsonReply({ ...more, error: code }, quirks.errorStatus)
  return { ...reply, meaning: meanings[code] ?? 'transient', errorCode: code }
}

/** Too many refreshes. Neither documented nor seen is a Retry-After. */
export function throttledReply({ quirks }: ZohoState): Reply {
  const body = {
    error_description: 'You have made too many requests continuously. Please try again after some time.',
    error: 'Access Denied',
    status: 'failure',
  }
  return { ...jsonReply(body, quirks.throttleStatus), meaning: 'transient', errorCode: 'Access Denied' }
}

/** What a GET gets, and a request without grant_type. */
export function serverErrorPage(): Reply {
  const page = '<!doctype html><title>Zoho Accounts</title><h1>Server error</h1><p>server error</p>'
  return { ...htmlReply(page, 400), meaning: 'noise' }
}
