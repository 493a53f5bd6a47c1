import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'

const providerPattern = /^[a-z][a-z0-9-]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const accountPattern = /^[^\s\u0000-\u001f\u007f-\u009f]{1,200}$/u

/** `<provider id>:<account id>`. @throws ConfigurationError when either part is not allowed. */
export function connectionId(provider: string, account: string): string {
  if (!providerPattern.test(provider)) {
    throw new ConfigurationError(
      phrase`"${printable(provider)}" is not a provider id: expected a lower-case letter, then letters, digits and "-".`,
      { code: 'invalid_provider_id' },
    )
  }
  if (!accountPattern.test(account)) {
    throw new ConfigurationError(
      phrase`"${printable(account)}" is not an account id: expected 1 to 200 characters without spaces or control characters.`,
      { code: 'invalid_account_id', provider },
    )
  }
  return `${provider}:${account}`
}

/** Splits at the first colon. @throws ConfigurationError when it is no connection id. */
export function parseConnectionId(id: string): { provider: string; account: string } {
  const colon = id.indexOf(':')
  if (colon < 0) {
    throw new ConfigurationError(
      phrase`"${printable(id)}" is not a connection id: expected PROVIDER:ACCOUNT, as \`oauth-tokens list\` prints it.`,
      { code: 'invalid_connection_id' },
    )
  }
  const provider = id.slice(0, colon)
  const account = id.slice(colon + 1)
  connectionId(provider, account)
  return { provider, account }
}

/** Text from outside as it may be shown: bounded, without control characters. */
export function printable(text: string, longest = 80): string {
  const clean = text.replace(/\p{Cc}|\p{Cf}/gu, ' ')
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean
}
