import type { Connection } from '@oauth-tokens/core'
import { localTime } from '../output/relative-time.ts'
import { deadline } from './deadline.ts'
import { expectation } from './expectation.ts'
import type { LoginAttempt } from './login-attempt.ts'
import { showLink } from './show-link.ts'

/** The owner consents on any device: a code and a link are shown, and the provider is asked until it is done. */
export async function loginByDevice({
  context,
  manager,
  adapter,
  options,
}: LoginAttempt): Promise<Connection> {
  const { output, signal } = context
  const started = await manager.authorizeDevice(adapter.id, { ...expectation(options), signal })
  const { userCode, verificationUrl, verificationUrlComplete, expiresAt, done } = started
  await showLink(context, verificationUrlComplete ?? verificationUrl, options.browser)
  if (userCode !== undefined) output.say(`Code: ${userCode}`)
  output.note(`Waiting for the consent, until ${localTime(expiresAt)} …`)
  const limit = deadline(context, options.timeout)
  try {
    return await Promise.race([done, limit.passed])
  } finally {
    limit.cancel()
  }
}
