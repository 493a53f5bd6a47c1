import type { AnswerReader } from '@oauth-tokens/core'
import type { ProviderDeclaration } from './declaration.ts'
import { errorWord } from './error-meanings.ts'
import { holderAt, valueAt } from './field-path.ts'
import { inSeconds } from './lifetime.ts'

/** The standard's own words. */
export const standardFields = {
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  expiresIn: 'expires_in',
  refreshExpiresIn: ['refresh_token_expires_in', 'refresh_expires_in'],
  scope: 'scope',
  tokenType: 'token_type',
  idToken: 'id_token',
  error: 'error',
  errorDescription: ['error_description', 'message'],
} as const

/** A token answer in standard words. */
export function tokenBodyReader({ fields = {}, errors }: ProviderDeclaration): AnswerReader {
  const pathOf = (name: keyof typeof standardFields) => fields[name] ?? standardFields[name]
  return ({ json, headers }) => {
    if (json === undefined) return undefined
    const sent = Date.parse(headers.get('date') ?? '')
    const now = Number.isNaN(sent) ? Date.now() : sent
    const at = (name: keyof typeof standardFields) => valueAt(json, pathOf(name))
    const lifetime = (name: 'expiresIn' | 'refreshExpiresIn') => inSeconds(at(name), fields.unit, now)
    const error = errorWord(json, pathOf('error'), errors)
    const description = at('errorDescription')
    const body = {
      ...json,
      // What stands beside the tokens is about them.
      ...holderAt(json, pathOf('accessToken')),
      access_token: at('accessToken'),
      refresh_token: at('refreshToken'),
      expires_in: lifetime('expiresIn'),
      refresh_token_expires_in: lifetime('refreshExpiresIn'),
      scope: at('scope'),
      token_type: at('tokenType'),
      id_token: at('idToken'),
      error,
      error_description: error === undefined ? undefined : description,
    }
    return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
  }
}
