import { type Phrase, phrase, type Said } from '@oauth-tokens/core/phrase'
import { isExpected } from '../exit-status.ts'

/** An error as scripts get it: one document on stderr with --json, in English; and as people are told of it. */
export interface ErrorDescription {
  /** The class: what kind of failure it is, where `code` may be a provider's own word. */
  name: string
  code: string
  message: Said
  connection?: string
  provider?: string
  retryAt?: Date
  hint?: Said
  /** Whether the same call may succeed later without anybody doing anything. */
  retryable?: boolean
}

type Parts = Partial<ErrorDescription> & { name: string; message: string; phrase?: Phrase }

export function describeError(error: unknown): ErrorDescription {
  if (!isExpected(error)) return unexpected(error)
  const {
    name,
    message,
    phrase: phrased,
    code,
    connection,
    provider,
    retryAt,
    hint,
    retryable,
  } = error as Parts
  const advice = hint ?? hintFor(code, provider, connection)
  return {
    name,
    code: code ?? 'unexpected',
    message: phrased ?? message,
    ...(connection !== undefined && { connection }),
    ...(provider !== undefined && { provider }),
    ...(retryable !== undefined && { retryable }),
    ...(retryAt !== undefined && { retryAt }),
    ...(advice !== undefined && { hint: advice }),
  }
}

/** Nobody has checked what such a message may hold, but it is all that a bug report can start from. */
function unexpected(error: unknown): ErrorDescription {
  const name = error instanceof Error ? error.name : typeof error
  const message = error instanceof Error ? error.message : ''
  return {
    name,
    code: 'unexpected',
    message: phrase`Something went wrong that should not have: ${name}${message && `: ${message}`}`,
    hint: phrase`Please report it; --verbose shows where it happened.`,
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
    // Its message speaks to whoever writes a server.
    case 'no_consent_page':
      return `oauth-tokens login ${provider} --code - --code-verifier -`
    case 'reauthorization_required': {
      const account = connection?.slice(connection.indexOf(':') + 1)
      return provider && `oauth-tokens login ${provider}${account ? ` --account ${account}` : ''}`
    }
    default:
      return undefined
  }
}
