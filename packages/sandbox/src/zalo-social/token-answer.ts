import { jsonReply, type Reply } from '../reply.ts'
import type { NewTokens } from '../token-chains.ts'
import type { SocialState } from './social-state.ts'

/** The token answer. `refresh_token_expires_in` is what is left of the whole chain's 30 days. */
export function issuedReply({ lifetimes, expiresInAs }: SocialState, tokens: NewTokens): Reply {
  const seconds = (value: number) => {
    if (expiresInAs === 'missing') return undefined
    return expiresInAs === 'string' ? String(value) : value
  }
  const body = {
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken,
    expires_in: seconds(lifetimes.accessToken),
    refresh_token_expires_in: seconds(Math.floor((tokens.refreshExpiresAt - tokens.issuedAt) / 1000)),
  }
  return { ...jsonReply(body), meaning: 'issued' }
}
