import { createHash } from 'node:crypto'
import { type Call, formOf } from '../call.ts'
import type { CommitMode, Committed, Operation } from '../dialect.ts'
import type { GrantFacts } from '../ledger-line.ts'
import type { Reply } from '../reply.ts'
import { oauthError } from '../zalo/errors.ts'
import type { ZaloSocialApp } from './options.ts'
import type { SocialState } from './social-state.ts'
import { issuedReply } from './token-answer.ts'

/** `POST /v4/access_token`: spends a code or a refresh token. */
export function socialTokenOperation(state: SocialState, call: Call): Operation {
  const form = formOf(call)
  const grant = grantOf(state, form)
  const grantType = form.get('grant_type')
  return {
    path: 'token',
    server: 'zalo-social',
    ...(grantType && { grantType }),
    ...(grant?.accountId && { accountId: grant.accountId }),
    ...(grant && { grant }),
    commit: (mode) => redeem(state, call, form, mode),
    errorReply: oauthError,
    emptyBodyMeans: state.replayAnswer === 'empty' ? 'grant-refused' : 'noise',
  }
}

function grantOf({ codes, tokens }: SocialState, form: URLSearchParams): GrantFacts | undefined {
  const grantType = form.get('grant_type')
  const appId = form.get('app_id') ?? ''
  const code = form.get('code')
  if (grantType === 'authorization_code' && code) {
    const known = codes.find(code)
    return { grantType, credential: code, appId, ...(known && { accountId: known.userId }) }
  }
  const refreshToken = form.get('refresh_token')
  if (grantType === 'refresh_token' && refreshToken) {
    const record = tokens.findRefresh(refreshToken)
    const known = record && { accountId: record.owner.accountId, generation: record.generation }
    return { grantType, credential: refreshToken, appId, ...known }
  }
  return undefined
}

function redeem(state: SocialState, call: Call, form: URLSearchParams, mode: CommitMode): Committed {
  const app = state.apps.find(form.get('app_id') ?? '')
  if (!app) return { reply: oauthError(-14002) }
  const checksSecret = app.checkSecretKey ?? true
  if (checksSecret && call.headers['secret_key'] !== app.secretKey) return { reply: oauthError(-14004) }
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(state, app, form)
    case 'refresh_token':
      return refresh(state, app.appId, form, mode)
    default:
      return { reply: oauthError(-14018) }
  }
}

function exchangeCode(state: SocialState, app: ZaloSocialApp, form: URLSearchParams): Committed {
  const grant = state.codes.take(form.get('code') ?? '', app.appId)
  if (!grant) return { reply: oauthError(-14005) }
  // The code stays spent, so that a verifier cannot be guessed; no source says what Zalo answers.
  if (!verifierMatches(app, grant.codeChallenge, form.get('code_verifier') ?? '')) {
    return { reply: oauthError(-14005, { reason: 'code_verifier does not match code_challenge' }) }
  }
  const accountId = grant.userId
  const tokens = state.tokens.start({ appId: app.appId, accountId })
  const { refreshToken } = tokens
  return { reply: issuedReply(state, tokens), issued: { accountId, refreshToken, generation: 1 } }
}

function verifierMatches(app: ZaloSocialApp, challenge: string, verifier: string): boolean {
  if (challenge === '') return app.checkSecretKey ?? true
  return createHash('sha256').update(verifier, 'ascii').digest('base64url') === challenge
}

function refresh(state: SocialState, appId: string, form: URLSearchParams, mode: CommitMode): Committed {
  const record = state.tokens.findRefresh(form.get('refresh_token') ?? '')
  if (record?.owner.appId !== appId) return { reply: oauthError(-14014) }
  if (record.state === 'consumed') {
    return { reply: state.replayAnswer === 'empty' ? emptyReply : oauthError(-14014), replayed: true }
  }
  if (record.state === 'revoked' || state.tokens.isExpired(record)) return { reply: oauthError(-14014) }
  const { generation, owner } = record
  const { accountId } = owner
  if (mode.keepRefreshToken) {
    return { reply: issuedReply(state, state.tokens.renewAccess(record)), issued: { accountId, generation } }
  }
  const tokens = state.tokens.rotate(record)
  const issued = { accountId, refreshToken: tokens.refreshToken, generation: generation + 1 }
  return { reply: issuedReply(state, tokens), issued }
}

const emptyReply: Reply = { status: 200, headers: {}, body: '', meaning: 'grant-refused' }
