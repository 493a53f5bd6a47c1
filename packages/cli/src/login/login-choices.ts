import { phrase } from '@oauth-tokens/core/phrase'
import type { LoginOptions } from '../command-options.ts'
import { UsageError } from '../usage-error.ts'
import type { LoginChoice } from './login-attempt.ts'

/** The logins that are wanted, in order. @throws UsageError for what can be meant for one account only */
export function loginChoices({ account = [], count, ...options }: LoginOptions): LoginChoice[] {
  if (account.length > 0 && count !== undefined) {
    throw new UsageError(phrase`--account says which accounts, --count only how many: give one of the two.`)
  }
  const choices: LoginChoice[] =
    account.length > 0
      ? [...new Set(account)].map((one) => ({ ...options, account: one }))
      : Array.from({ length: count ?? 1 }, () => options)
  if (choices.length === 1) return choices
  const single = singleUse(options)
  if (single === undefined) return choices
  throw new UsageError(phrase`${single} is for one account: log in one at a time with it.`)
}

function singleUse({
  name,
  code,
  codeVerifier,
}: Omit<LoginOptions, 'account' | 'count'>): string | undefined {
  if (name !== undefined) return '--name'
  if (code !== undefined) return '--code'
  return codeVerifier === undefined ? undefined : '--code-verifier'
}
