import { randomBytes } from 'node:crypto'

const hour = 3_600_000
/** Twelve hours: Slack counts a token as expired two hours ahead. */
export const lifetime = 12 * hour

const secret = () => randomBytes(32).toString('base64url')

/** What a login would have left behind. Every subject gets the same ones. */
export function grant(account, { expired = false } = {}) {
  const issuedAt = Date.now() - (expired ? 2 * lifetime : 0)
  return {
    id: `bench:${account}`,
    account,
    accessToken: secret(),
    refreshToken: secret(),
    issuedAt,
    expiresAt: issuedAt + lifetime,
  }
}
