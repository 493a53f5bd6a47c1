import { errorName } from '../error-name.ts'
import { OAuthTokensError, ProviderUnavailableError } from '../errors.ts'
import { type Phrase, phrase } from '../phrase.ts'

/** An error of ours as it is; what else an adapter throws could carry tokens, so that only its name is kept. */
export function adapterFault(error: unknown, provider: string, task: Phrase): OAuthTokensError {
  if (error instanceof OAuthTokensError) return error
  const name = errorName(error)
  return new ProviderUnavailableError(
    phrase`The adapter of ${provider} failed to ${task}: an unexpected ${name}.`,
    {
      provider,
      code: 'unexpected',
      cause: { name },
    },
  )
}
