import { createHash } from 'node:crypto'
import type { Committed } from '../../dialect.ts'
import { tokenError } from '../errors.ts'
import type { CodeRecord } from '../grants/codes.ts'
import { idToken } from '../identity/id-token.ts'
import type { ZohoState } from '../zoho-state.ts'
import { issuedReply } from './issued-reply.ts'
import type { TokenRequest } from './token-endpoint.ts'

/** `grant_type=authorization_code`. */
export function exchangeCode(state: ZohoState, request: TokenRequest): Committed {
  const { place, client, params, mode } = request
  const refused = (code: string) => ({ reply: tokenError(state, code) })
  const record = state.codes.find(params.get('code') ?? '')
  if (record?.clientId !== client.clientId) return refused('invalid_code')
  if (record.dataCentre !== place.dataCentre) return refused(state.quirks.wrongDataCentre)
  if (record.spent) return { ...refused('invalid_code'), replayed: true }
  if (state.codes.isExpired(record)) return refused('invalid_code')
  // A Self Client's code was bound to none.
  if (record.redirectUri !== undefined && params.get('redirect_uri') !== record.redirectUri) {
    return refused('invalid_redirect_uri')
  }
  record.spent = true
  // The code stays spent, so that a verifier cannot be guessed; no source says what Zoho answers.
  if (!verifierMatches(record, params.get('code_verifier') ?? '')) return refused('invalid_code')

  const { clientId, zuid, dataCentre, scopes, offline } = record
  const grant = { clientId, zuid, dataCentre, scopes }
  const refreshToken = offline && !mode.keepRefreshToken ? state.refreshTokens.issue(grant) : undefined
  const accessToken = state.accessTokens.issue(grant, refreshToken)
  const reply = issuedReply(state, place, {
    accessToken,
    refreshToken,
    idToken: idToken(state, place, grant, accessToken),
    scopes,
  })
  return { reply, issued: { accountId: zuid, generation: 1, ...(refreshToken && { refreshToken }) } }
}

function verifierMatches({ challenge }: CodeRecord, verifier: string): boolean {
  if (!challenge) return true
  if (challenge.method === 'plain') return verifier === challenge.value
  return createHash('sha256').update(verifier, 'ascii').digest('base64url') === challenge.value
}
