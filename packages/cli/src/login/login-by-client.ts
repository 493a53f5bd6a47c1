import type { Connection } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { UsageError } from '../usage-error.ts'
import type { LoginAttempt } from './login-attempt.ts'
import { parametersOf } from './login-by-code.ts'

/** The app's own grant: nobody consents, so somebody has to name it. */
export async function loginByClient({ manager, adapter, options }: LoginAttempt): Promise<Connection> {
  if (options.account === undefined) {
    throw new UsageError(
      phrase`${adapter.id} gives tokens to the app itself: name the connection with --account.`,
    )
  }
  const params = parametersOf(options.param)
  return manager.authorizeClient(adapter.id, { account: options.account, ...(params && { params }) })
}
