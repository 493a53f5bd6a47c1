import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { fieldReader } from './field-reader.ts'
import type { FoundTokens } from './found-tokens.ts'
import { importProblem, namesIn } from './import-problem.ts'
import type { SourceDocument } from './parse-documents.ts'
import {
  isObject,
  type JsonObject,
  placeIn,
  present,
  readAssumed,
  readParams,
  readRaw,
  readScopes,
} from './read-members.ts'
import { isNango, readNango } from './read-nango.ts'

/** Whichever JSON it is that has tokens in it. @throws UsageError that names the field, never a value */
export function readTokens({ value, where }: SourceDocument): FoundTokens {
  if (!isObject(value)) throw importProblem(where, phrase`expected a JSON object`)
  if (isNango(value)) return readNango(value, where)
  // simple-oauth2 keeps what its AccessToken serializes to under `token`, unless the program picked it out
  // (github lelylan/simple-oauth2, lib/access-token.js; before 4.0 the object was printed whole).
  return isObject(value.token) && !('access_token' in value)
    ? readTokenAnswer(value.token, where)
    : readTokenAnswer(value, where)
}

/**
 * Tokens as a token endpoint writes them (RFC 6749, section 5.1), as simple-oauth2 does (`expires_at` as ISO 8601 or
 * seconds: lib/access-token-parser.js), and as `export` does.
 */
export function readTokenAnswer(fields: JsonObject, where: Said): FoundTokens {
  const { problem, text, token, seconds, instant, first } = fieldReader(where, fields)
  const accessToken = token('access_token')
  const refreshToken = token('refresh_token')
  if (accessToken === undefined && refreshToken === undefined) throw problem(whyNoTokens(fields))
  return {
    where,
    ...present({ provider: text('provider'), account: text('account') }),
    tokens: present({
      accessToken,
      refreshToken,
      tokenType: text('token_type'),
      expiresIn: seconds('expires_in'),
      expiresAt: instant('expires_at'),
      refreshExpiresIn: first(seconds, ['refresh_expires_in', 'refresh_token_expires_in']),
      refreshExpiresAt: first(instant, ['refresh_expires_at', 'refresh_token_expires_at']),
      issuedAt: instant('issued_at'),
      scopes: readScopes(fields.scope),
      label: text('label'),
      params: readParams(fields.params, where) ?? placeIn(fields),
      clientId: text('client_id'),
      assumed: readAssumed(fields.assumed),
      clientCredentials: fields.client_credentials === true ? true : undefined,
      raw: readRaw(fields.raw, where),
    }),
  }
}

function whyNoTokens(fields: JsonObject): Said {
  if ('error' in fields) return phrase`this is the error answer of a provider: it holds no tokens`
  const names = namesIn(Object.keys(fields))
  return names === ''
    ? phrase`it has neither access_token nor refresh_token`
    : phrase`it has neither access_token nor refresh_token, but ${names}`
}
