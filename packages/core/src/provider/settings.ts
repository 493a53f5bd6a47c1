import { phrase } from '../phrase.ts'
import { credential, providerId, redirectAddress } from './credential.ts'
import type { OAuthProviderDefinition, Place } from './definition.ts'
import { optionError } from './option-error.ts'

/** The checked options of one provider. `clientSecrets` is empty for a client without a secret. */
export interface Settings {
  id: string
  clientId: string
  clientSecrets: readonly string[]
  /** The secrets of the server that an account lives on, tried in order. */
  secretsAt(place: Place): readonly string[]
  /** With those of all servers: none of them may be shown. */
  allSecrets: readonly string[]
  redirectUri?: string
  scopes: readonly string[]
}

/** @throws ConfigurationError that names the provider and the option, and what to do */
export function readSettings(definition: OAuthProviderDefinition): Settings {
  const { adapter, options, help = {} } = definition
  const id = providerId(adapter, options.id)
  const { redirectUri, clientSecret } = options
  if (redirectUri !== undefined) redirectAddress(id, redirectUri, help.redirectUri)
  if (definition.scopes === false && options.scopes?.length) {
    throw optionError(id, 'scopes', phrase`is not used by this provider`, help.scopes ?? phrase`Remove it.`)
  }
  const { clientAuth } = definition
  const withoutSecret = clientAuth === 'none' || typeof clientAuth === 'object'
  const secrets = withoutSecret ? [] : [clientSecret ?? ''].flat()
  if (!withoutSecret && secrets.length === 0) secrets.push('')
  const checked = (option: string, given: readonly unknown[]) =>
    given.map((secret) => credential(id, option, secret, help.clientSecret))
  const clientSecrets = checked('clientSecret', secrets)
  const { ownSecrets } = definition
  const byServer = new Map(
    Object.entries(ownSecrets?.byServer ?? {}).map(([server, given]) => [
      server,
      checked(`clientSecrets.${server}`, [given].flat()),
    ]),
  )
  return {
    id,
    clientId: credential(id, 'clientId', options.clientId, help.clientId),
    clientSecrets,
    secretsAt: (place) => (ownSecrets && byServer.get(ownSecrets.serverOf(place))) ?? clientSecrets,
    allSecrets: [...clientSecrets, ...[...byServer.values()].flat()],
    ...(redirectUri !== undefined && { redirectUri }),
    scopes: options.scopes ?? (definition.scopes || []),
  }
}
