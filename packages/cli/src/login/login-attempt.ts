import type { ProviderAdapter, TokenManager } from '@oauth-tokens/core'
import type { CommandContext } from '../command.ts'
import type { LoginOptions } from '../command-options.ts'

/** What is wanted of one login of perhaps several. */
export type LoginChoice = Omit<LoginOptions, 'account' | 'count'> & { account?: string }

/** What every way of logging in needs. */
export interface LoginAttempt {
  context: CommandContext
  manager: TokenManager
  adapter: ProviderAdapter
  options: LoginChoice
}
