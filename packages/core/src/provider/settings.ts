import type { OAuthProviderDefinition } from './definition.ts'
import { optionError } from './option-error.ts'

/** The checked options of one provider. `clientSecrets` is empty for a public client. */
export interface Settings {
  id: string
  clientId: string
  clientSecrets: readonly string[]
  redirectUri?: string
  scopes: readonly string[]
}

/** @throws ConfigurationError that names the provider and the option, and what to do */
export function readSettings(definition: OAuthProviderDefinition): Settings {
  const { adapter, options, help = {} } = definition
  const id = options.id ?? adapter
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]*$/.test(id)) {
    throw optionError(
      adapter,
      'id',
      'is not a name',
      'Expected small letters, digits and hyphens, a letter first.',
    )
  }
  const credential = (option: 'clientId' | 'clientSecret', value: unknown): string => {
    if (value === undefined || value === null || value === '') {
      throw optionError(id, option, 'is missing', help[option])
    }
    if (typeof value !== 'string') {
      // A 19-digit app id written as a JSON number has already lost its last digits.
      throw optionError(id, option, `is a ${typeof value}, not a string`, 'Write it in quotes.')
    }
    // Such a value would fail inside the HTTP client, with a message that repeats it.
    if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)) {
      throw optionError(
        id,
        option,
        'contains a line break, an outer space or a character that no such value has',
        'Copy it again.',
      )
    }
    return value
  }
  const { redirectUri, clientSecret } = options
  if (redirectUri !== undefined && !isRedirectUri(redirectUri)) {
    throw optionError(id, 'redirectUri', 'is not an absolute URL without #fragment', help.redirectUri)
  }
  if (definition.scopes === false && options.scopes?.length) {
    throw optionError(id, 'scopes', 'is not used by this provider', help.scopes ?? 'Remove it.')
  }
  const secrets = definition.clientAuth === 'none' ? [] : [clientSecret ?? ''].flat()
  if (definition.clientAuth !== 'none' && secrets.length === 0) secrets.push('')
  return {
    id,
    clientId: credential('clientId', options.clientId),
    clientSecrets: secrets.map((secret) => credential('clientSecret', secret)),
    ...(redirectUri !== undefined && { redirectUri }),
    scopes: options.scopes ?? (definition.scopes || []),
  }
}

// Kept as it was written: some servers compare it byte for byte with the registered one.
function isRedirectUri(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).hash === '' && !/\s/.test(value)
}
