import { createHash } from 'node:crypto'
import { type Call, formOf } from '../call.ts'
import type { CommitMode, Committed, Operation } from '../dialect.ts'
import type { GrantFacts } from '../ledger-line.ts'
import { jsonReply, type Reply } from '../reply.ts'
import { oauthError } from './errors.ts'
import type { RefreshTokenRecord } from './token-pairs.ts'
import type { OaCodeGrant, ZaloState } from './zalo-state.ts'

/** `POST /v4/oa/access_token`: spends a code or a refresh token. */
export function tokenOperation(state: ZaloState, call: Call): Operation {
  const form = formOf(call)
  const grant = grantOf(state, form)
  const grantType = form.get('grant_type')
  return {
    path: 'token',
    server: 'zalo-oa',
    ...(grantType && { grantType }),
    ...(grant?.accountId && { accountId: grant.accountId }),
    ...(grant && { grant }),
    commit: (mode) => redeem(state, call, form, mode),
    errorReply: oauthError,
  }
}

function grantOf({ codes, tokens }: ZaloState, form: URLSearchParams): GrantFacts | undefined {
  const grantType = form.get('grant_type')
  const appId = form.get('app_id') ?? ''
  const code = form.get('code')
  if (grantType === 'authorization_code' && code) {
    const record = codes.find(code)
    return { grantType, credential: code, appId, ...(record && { accountId: record.oaId }) }
  }
  const refreshToken = form.get('refresh_token')
  if (grantType === 'refresh_token' && refreshToken) {
    const record = tokens.findRefresh(refreshToken)
    const known = record && { accountId: record.oaId, generation: record.generation }
    return { grantType, credential: refreshToken, appId, ...known }
  }
  return undefined
}

function redeem(state: ZaloState, call: Call, form: URLSearchParams, mode: CommitMode): Committed {
  const app = state.apps.find(form.get('app_id') ?? '')
  if (!app) return { reply: oauthError(-14002) }
  if (call.headers['secret_key'] !== app.secretKey) return { reply: oauthError(-14004) }
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(state, app.appId, form)
    case 'refresh_token':
      return refresh(state, app.appId, form, mode)
    default:
      return { reply: oauthError(-14018) }
  }
}

function exchangeCode(state: ZaloState, appId: string, form: URLSearchParams): Committed {
  const record = state.codes.take(form.get('code') ?? '', appId)
  if (!record) return { reply: oauthError(-14005) }
  // The code stays spent, so that a verifier cannot be guessed; no source says what Zalo answers.
  if (!verifierMatches(record, form)) {
    return { reply: oauthError(-14005, { reason: 'code_verifier does not match code_challenge' }) }
  }
  const pair = state.tokens.mint(appId, record.oaId)
  return {
    reply: issuedReply(state, pair.accessToken, pair.refreshToken),
    issued: { accountId: record.oaId, refreshToken: pair.refreshToken, generation: 1 },
  }
}

function verifierMatches({ codeChallenge }: OaCodeGrant, form: URLSearchParams): boolean {
  if (codeChallenge === '') return true
  const verifier = form.get('code_verifier') ?? ''
  return createHash('sha256').update(verifier, 'ascii').digest('base64url') === codeChallenge
}

function refresh(state: ZaloState, appId: string, form: URLSearchParams, mode: CommitMode): Committed {
  const record = state.tokens.findRefresh(form.get('refresh_token') ?? '')
  if (record?.appId !== appId) return { reply: oauthError(-14014) }
  if (record.state === 'consumed') return { reply: consumedReply, replayed: true }
  if (record.state === 'revoked' || state.tokens.isExpired(record)) return { reply: oauthError(-14014) }
  return mode.keepRefreshToken ? renew(state, record) : rotate(state, record)
}

/** Seen in production in August 2026: a consumed refresh token gets HTTP 200 and nothing else. */
const consumedReply: Reply = { status: 200, headers: {}, body: '', meaning: 'grant-refused' }

function rotate(state: ZaloState, record: RefreshTokenRecord): Committed {
  const { accessToken, refreshToken } = state.tokens.rotate(record)
  return {
    reply: issuedReply(state, accessToken, refreshToken),
    issued: { accountId: record.oaId, refreshToken, generation: record.generation + 1 },
  }
}

function renew(state: ZaloState, record: RefreshTokenRecord): Committed {
  return {
    reply: issuedReply(state, state.tokens.renewAccess(record)),
    issued: { accountId: record.oaId, generation: record.generation },
  }
}

function issuedReply(
  { lifetimes, expiresInAs }: ZaloState,
  accessToken: string,
  refreshToken?: string,
): Reply {
  const seconds = lifetimes.accessToken
  const body = {
    access_token: accessToken,
    refresh_token: refreshToken,
    expires_in: expiresInAs === 'missing' ? undefined : expiresInAs === 'string' ? String(seconds) : seconds,
  }
  return { ...jsonReply(body), meaning: 'issued' }
}
