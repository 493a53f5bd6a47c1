import type { Connection } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { countdown } from './countdown.ts'
import { deadline } from './deadline.ts'
import { expectation } from './expectation.ts'
import type { LoginAttempt } from './login-attempt.ts'
import { showQrCode } from './qr-code.ts'
import { showLink } from './show-link.ts'
import { showUserCode } from './show-user-code.ts'

/** The code's own end is told by the manager, at its next look at the provider, ms. */
const grace = 90_000

/** The owner consents on any device: a code and a link are shown, and the provider is asked until it is done. */
export async function loginByDevice({
  context,
  manager,
  adapter,
  options,
}: LoginAttempt): Promise<Connection> {
  const { signal } = context
  const started = await manager.authorizeDevice(adapter.id, { ...expectation(options), signal })
  const { userCode, verificationUrl, verificationUrlComplete, expiresAt, done } = started
  const link = verificationUrlComplete ?? verificationUrl
  await showLink(context, link, options.browser)
  await showQrCode(context, link, userCode === undefined ? 1 : 5)
  if (userCode !== undefined) showUserCode(context, userCode, verificationUrlComplete !== undefined)
  const limit = deadline(context, new Date(expiresAt.getTime() + grace), options.timeout)
  const until = Math.min(limit.at, expiresAt.getTime())
  const { end } = countdown(context, phrase`Waiting for the consent`, until)
  try {
    return await Promise.race([done, limit.passed])
  } finally {
    limit.cancel()
    end()
  }
}
