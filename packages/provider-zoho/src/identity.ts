import type { IdentifyRequest, Identity, IdentityReading, RawAnswer } from '@oauth-tokens/core'
import type { Places } from './places.ts'

const profileScope = /^AaaServer\.profile\./i

type TokenFacts = Omit<IdentifyRequest, 'accessToken' | 'timeout'>

/** How the account is told: by an id_token, else by its profile where the scope allows it, else by the user. */
export function identitySource(clientId: string, places: Places) {
  return ({ scopes, idToken, params }: TokenFacts): Identity | 'ask' | 'untold' => {
    const named = idToken && identityIn(idToken, clientId, places.at(params).accountsNames)
    if (named) return named
    return scopes === undefined || scopes.some((scope) => profileScope.test(scope)) ? 'ask' : 'untold'
  }
}

/** Reads `/oauth/user/info`. That its refusals use these words is not documented. */
export function readProfile({ status, json, text }: RawAnswer): IdentityReading {
  const zuid = json?.ZUID
  const account = typeof zuid === 'number' || typeof zuid === 'string' ? String(zuid) : ''
  if (status === 200 && /^\d{1,32}$/.test(account)) {
    return { kind: 'identified', account, ...labelOf(json?.Email ?? json?.Display_Name) }
  }
  if (/SCOPE/.test(text)) return { kind: 'untold' }
  if (status === 401) return { kind: 'token-refused', code: wordIn(text) ?? 'http_401' }
  return { kind: 'unavailable', code: status === 200 ? 'no_zuid' : `http_${status}` }
}

/**
 * Who an id_token names. Its signature is not checked: it came from the token endpoint over TLS in the same answer as
 * the token, which is enough (OpenID Connect Core 3.1.3.7, item 6). Issuer and audience are. That `sub` is the
 * number that the profile calls ZUID is seen in a documented sample, and said nowhere.
 */
function identityIn(idToken: string, clientId: string, issuers: readonly string[]): Identity | undefined {
  const claims = claimsOf(idToken)
  const { iss, aud, sub, email, name } = claims ?? {}
  // Samples of Zoho leave the scheme out of other addresses; whether issuers come without it is a guess.
  const issued = issuers.some((issuer) => issuer === iss || issuer === `https://${iss}`)
  const ours = [aud].flat().includes(clientId) && issued
  if (!ours || typeof sub !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(sub)) return undefined
  return { account: sub, ...labelOf(email ?? name) }
}

function claimsOf(idToken: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

function labelOf(value: unknown): { label?: string } {
  return typeof value === 'string' && value.trim() !== '' ? { label: value.trim() } : {}
}

function wordIn(text: string): string | undefined {
  return /INVALID_[A-Z_]+/.exec(text)?.[0]
}
