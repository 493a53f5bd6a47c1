import type { Reply } from '../reply.ts'
import type { NewTokens } from '../token-chains.ts'
import type { ZaloPayPermission } from './options.ts'
import { success } from './replies.ts'
import type { ZaloPayState } from './zalopay-state.ts'

/** The token answer; its lifetimes are milliseconds. */
export function issuedReply(state: ZaloPayState, tokens: NewTokens, permissions: ZaloPayPermission[]): Reply {
  const { issuedAt, refreshExpiresAt } = tokens
  const until = (end: number) => (state.expiresInAs === 'epoch' ? end : end - issuedAt)
  const data = {
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken,
    expires_in: written(state, until(issuedAt + state.lifetimes.accessToken * 1000)),
    refresh_expires_in: written(state, until(refreshExpiresAt)),
    permissions,
  }
  return { ...success(state, data), meaning: 'issued' }
}

function written({ expiresInAs }: ZaloPayState, value: number): number | string | undefined {
  if (expiresInAs === 'missing') return undefined
  return expiresInAs === 'string' ? String(value) : value
}
