import { isExpected } from '../exit-status.ts'

/** An error as scripts get it: one document on stderr with --json. */
export interface ErrorDescription {
  code: string
  message: string
  connection?: string
  provider?: string
  retryAt?: Date
  hint?: string
}

export function describeError(error: unknown): ErrorDescription {
  if (!isExpected(error)) return unexpected(error)
  const { message, code, connection, provider, retryAt, hint } = error as Error & Partial<ErrorDescription>
  const advice = hint ?? hintFor(code, provider, connection)
  return {
    code: code ?? 'unexpected',
    message,
    ...(connection !== undefined && { connection }),
    ...(provider !== undefined && { provider }),
    ...(retryAt !== undefined && { retryAt }),
    ...(advice !== undefined && { hint: advice }),
  }
}

/** Nobody has checked what such a message may hold, but it is all that a bug report can start from. */
function unexpected(error: unknown): ErrorDescription {
  const name = error instanceof Error ? error.name : typeof error
  const message = error instanceof Error ? error.message : ''
  return {
    code: 'unexpected',
    message: `Something went wrong that should not have: ${name}${message && `: ${message}`}`,
    hint: 'Please report it; --verbose shows where it happened.',
  }
}

function hintFor(
  code: string | undefined,
  provider: string | undefined,
  connection: string | undefined,
): string | undefined {
  switch (code) {
    case 'connection_not_found':
      return 'oauth-tokens list'
    case 'unknown_provider':
      return 'oauth-tokens providers'
    case 'reauthorization_required': {
      const account = connection?.slice(connection.indexOf(':') + 1)
      return provider && `oauth-tokens login ${provider}${account ? ` --account ${account}` : ''}`
    }
    default:
      return undefined
  }
}
