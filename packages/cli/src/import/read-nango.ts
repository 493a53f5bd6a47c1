import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { fieldReader } from './field-reader.ts'
import type { FoundTokens } from './found-tokens.ts'
import { importProblem, namesIn } from './import-problem.ts'
import { isObject, type JsonObject, placeIn, present, readScopes } from './read-members.ts'

/**
 * A connection as Nango's API returns it (GET /connections/{connectionId}): `connection_id`, `provider_config_key`,
 * `credentials: { type, access_token, refresh_token?, expires_at?, raw }`, `connection_config`, `end_user`.
 * From github NangoHQ/nango, packages/types/lib/connection/api/get.ts (ApiPublicConnectionFull) and auth/api.ts.
 */
export function isNango(value: JsonObject): boolean {
  return 'credentials' in value || ('provider_config_key' in value && 'connection_id' in value)
}

export function readNango(connection: JsonObject, where: Said): FoundTokens {
  const { credentials } = connection
  if (!isObject(credentials)) {
    throw importProblem(
      where,
      phrase`this connection of Nango has no credentials: a list of connections leaves them out, only each connection by itself has them`,
    )
  }
  const { type } = credentials
  if (type === 'OAUTH2_CC') {
    throw importProblem(
      where,
      phrase`this is the app's own grant (OAUTH2_CC), which is asked for anew: oauth-tokens login PROVIDER --account NAME`,
    )
  }
  if (type !== undefined && type !== 'OAUTH2') {
    const name = typeof type === 'string' ? namesIn([type]) : ''
    throw importProblem(
      where,
      phrase`its credentials are of type ${name || '?'}: only those of type OAUTH2 are OAuth 2.0 tokens`,
    )
  }
  const raw = isObject(credentials.raw) ? credentials.raw : {}
  const own = fieldReader(where, credentials)
  const answer = fieldReader(where, raw)
  const accessToken = own.token('access_token')
  const refreshToken = own.token('refresh_token') ?? answer.token('refresh_token')
  if (accessToken === undefined && refreshToken === undefined)
    throw own.problem(phrase`its credentials have neither access_token nor refresh_token`)
  const { connection_config, config_override, end_user } = { ...connection, ...credentials } as JsonObject
  const { text } = fieldReader(where, connection)
  const provider = text('provider_config_key')
  return {
    where,
    guess: present({
      providers: provider === undefined ? undefined : [provider],
      account: text('connection_id'),
    }),
    tokens: present({
      accessToken,
      refreshToken,
      tokenType: answer.text('token_type'),
      expiresAt: own.instant('expires_at'),
      scopes: readScopes(raw.scope),
      label: labelOf(end_user),
      params: placeIn(raw, connection_config),
      clientId: isObject(config_override) ? fieldReader(where, config_override).text('client_id') : undefined,
    }),
  }
}

function labelOf(endUser: unknown): string | undefined {
  if (!isObject(endUser)) return undefined
  const names = [endUser.display_name, endUser.email]
  return names.find((name): name is string => typeof name === 'string' && name !== '')
}
