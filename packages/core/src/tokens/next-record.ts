import { randomBytes } from 'node:crypto'
import type { Grant, Identity, ProviderAdapter } from '../provider/provider.ts'
import type { TokenFacts, TokenRecord } from './token-record.ts'

/** Longest lifetime believed, in seconds: ten years. What is longer is a mistake of unit or meaning. */
const longestLifetime = 10 * 365 * 86_400

export function newLineage(): string {
  return randomBytes(12).toString('base64url')
}

/** The record after a refresh: generation + 1, and whatever the answer left out kept. */
export function nextRecord(
  previous: TokenRecord,
  grant: Grant,
  adapter: ProviderAdapter,
  sentAt: number,
): TokenRecord {
  const { facts, secrets } = previous
  const issued = issuedFacts(grant, adapter, sentAt)
  const kept = grant.refreshToken === undefined
  const refreshToken = grant.refreshToken ?? secrets.refreshToken
  const told = issued.refreshExpiresAt !== undefined && !issued.assumed.includes('refreshExpiresAt')
  // Where a refresh does not move the end, an answer that does not tell it means the one that is known.
  const sameEnd = kept || (adapter.refreshTokenExpiry === 'fixed' && !told)
  const assumed = sameEnd
    ? issued.assumed.filter((fact) => fact !== 'refreshExpiresAt' || facts.assumed.includes(fact))
    : issued.assumed
  // A single-use provider that sends none contradicts itself: said, so that a later refusal is understood.
  if (kept && adapter.refreshTokens === 'single-use' && !secrets.clientCredentials)
    assumed.push('refreshToken')
  // Whole copies, changed: a copy that leaves something out costs several times as much.
  const next: TokenRecord = { facts: { ...facts }, secrets: { ...secrets } }
  next.facts.generation = facts.generation + 1
  next.facts.scopes = grant.scopes ?? facts.scopes
  next.facts.issuedAt = sentAt
  next.facts.refreshable = refreshToken !== undefined || secrets.clientCredentials === true
  next.facts.assumed = assumed
  next.facts.updatedAt = sentAt
  setOrRemove(next.facts, 'expiresAt', issued.expiresAt)
  setOrRemove(next.facts, 'refreshExpiresAt', sameEnd ? facts.refreshExpiresAt : issued.refreshExpiresAt)
  next.secrets.accessToken = grant.accessToken
  next.secrets.tokenType = grant.tokenType
  next.secrets.raw = grant.raw
  setOrRemove(next.secrets, 'refreshToken', refreshToken)
  // A success removes the spare.
  setOrRemove(next.secrets, 'spare', undefined)
  return next
}

function setOrRemove<Whole, Name extends keyof Whole>(
  whole: Whole,
  name: Name,
  value: Whole[Name] | undefined,
): void {
  if (value !== undefined) whole[name] = value
  else if (whole[name] !== undefined) delete whole[name]
}

/** The first record of a new lineage: a login or an import. */
export function firstRecord(
  connection: { id: string; createdAt?: number },
  identity: Identity,
  grant: Grant,
  adapter: ProviderAdapter,
  sentAt: number,
  scopes: readonly string[],
): TokenRecord {
  const issued = issuedFacts(grant, adapter, sentAt)
  const refreshable = grant.refreshToken !== undefined
  const params = identity.params ?? {}
  return {
    facts: {
      connection: connection.id,
      provider: adapter.id,
      account: identity.account,
      lineage: newLineage(),
      generation: 1,
      ...(identity.label !== undefined && { label: identity.label }),
      scopes: grant.scopes ?? [...scopes],
      params,
      issuedAt: sentAt,
      ...(issued.expiresAt !== undefined && { expiresAt: issued.expiresAt }),
      ...(refreshable &&
        issued.refreshExpiresAt !== undefined && { refreshExpiresAt: issued.refreshExpiresAt }),
      refreshable,
      assumed: refreshable ? issued.assumed : issued.assumed.filter((fact) => fact !== 'refreshExpiresAt'),
      createdAt: connection.createdAt ?? sentAt,
      updatedAt: sentAt,
    },
    secrets: {
      clientId: adapter.clientId,
      accessToken: grant.accessToken,
      tokenType: grant.tokenType,
      ...(grant.refreshToken !== undefined && { refreshToken: grant.refreshToken }),
      params,
      raw: grant.raw,
    },
  }
}

/** Absolute expiries, counted from the instant before sending; the adapter's defaults where the answer is silent or silly. */
function issuedFacts(
  grant: Grant,
  adapter: ProviderAdapter,
  sentAt: number,
): Pick<TokenFacts, 'expiresAt' | 'refreshExpiresAt' | 'assumed'> {
  const assumed: string[] = []
  const expiry = (told: number | undefined, fallback: number | undefined, fact: string) => {
    const believed = told !== undefined && told > 0 && told <= longestLifetime ? told : undefined
    if (believed === undefined && fallback !== undefined) assumed.push(fact)
    const lifetime = believed ?? fallback
    return lifetime === undefined ? undefined : sentAt + lifetime * 1000
  }
  const expiresAt = expiry(grant.expiresIn, adapter.accessTokenLifetime, 'expiresAt')
  const refreshExpiresAt = expiry(grant.refreshExpiresIn, adapter.refreshTokenLifetime, 'refreshExpiresAt')
  return {
    ...(expiresAt !== undefined && { expiresAt }),
    ...(refreshExpiresAt !== undefined && { refreshExpiresAt }),
    assumed,
  }
}
