import type { Identity, IdentityReader } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'

type Claims = Readonly<Record<string, unknown>>

/** Whom claims are about; undefined when the one that names the account is missing. */
export function identityIn(claims: Claims, accountClaim: string): Identity | undefined {
  const value = Object.hasOwn(claims, accountClaim) ? claims[accountClaim] : undefined
  const account = typeof value === 'number' ? String(value) : value
  if (typeof account !== 'string' || account === '') return undefined
  const label = [claims.email, claims.name, claims.preferred_username].find(
    (text): text is string => typeof text === 'string' && text.trim() !== '',
  )
  return { account, ...(label !== undefined && { label: label.trim() }) }
}

/**
 * Reads the user info (OpenID Connect Core 1.0 section 5.3). `raw.sub`, where it is given, is the subject of a verified
 * id_token: user info about another one is not this token's (section 5.3.2).
 */
export function readUserInfo(accountClaim: string): IdentityReader {
  return ({ status, json }, { raw }) => {
    const code = typeof json?.error === 'string' ? json.error : `http_${status}`
    const text = typeof json?.error_description === 'string' ? { text: json.error_description } : {}
    if (status === 401) return { kind: 'token-refused', code, ...text }
    if (status !== 200) {
      const advice = phrase`The user info may want another scope, such as openid; or set accountClaim to false.`
      return { kind: 'unavailable', code, ...text, advice }
    }
    if (json === undefined) {
      return {
        kind: 'unavailable',
        code: 'not_json',
        advice: phrase`Set accountClaim to false and name the account.`,
      }
    }
    if (raw.sub !== undefined && json.sub !== raw.sub) {
      return { kind: 'token-refused', code: 'other_subject', text: 'the user info is about somebody else' }
    }
    const identity = identityIn(json, accountClaim)
    if (identity) return { kind: 'identified', ...identity }
    const advice = phrase`The user info has no ${accountClaim}: set accountClaim to a field of it, or to false.`
    return { kind: 'unavailable', code: 'no_account', advice }
  }
}
