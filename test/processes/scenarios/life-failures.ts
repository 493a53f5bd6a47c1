import type { Fault } from '@oauth-tokens/sandbox'

export const plantedVerifier = 'planted-verifier.of~nobody_0123456789012345678901234567890'

export interface Failure {
  /** By the refresh token that it strikes. */
  fault?: (refreshToken: string) => Fault
  env?: Record<string, string>
  /** Tried once more. */
  again?: true
}

/** Ways in which a refresh fails, chosen for what they could make a program repeat. */
export const allFailures: Record<string, Failure> = {
  'page that echoes': {
    fault: (token) => ({
      kind: 'html',
      body: `<html><body>Bad request: refresh_token=${token}</body></html>`,
    }),
  },
  'status that echoes': {
    fault: (token) => ({
      kind: 'status',
      status: 500,
      body: JSON.stringify({ error: token, refresh_token: token }),
    }),
  },
  'half an answer': { fault: () => ({ kind: 'truncated' }), again: true },
  'lost answer': { fault: () => ({ kind: 'reset-after' }), again: true },
  'access token of a wrong type': { fault: () => ({ kind: 'wrong-types', set: { access_token: 5 } }) },
  refusal: { fault: () => ({ kind: 'error-body', code: -14014 }) },
  throttle: { fault: () => ({ kind: 'throttled' }) },
  'wrong secret': { env: { APP_SECRET: 'another planted secret' } },
}
