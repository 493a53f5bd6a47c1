import { type Call, jsonOf } from '../call.ts'
import type { CommitMode, Committed, Operation } from '../dialect.ts'
import type { GrantFacts } from '../ledger-line.ts'
import { verifierMatches } from './pkce.ts'
import { errorOf, refusal } from './replies.ts'
import { issuedReply } from './token-answer.ts'
import { grantTypeOf, readTokenRequest, type TokenRequest } from './token-request.ts'
import type { ZaloPayState } from './zalopay-state.ts'

/** `POST /oauth/v1/access_token`: spends a code or a refresh token. */
export function zalopayTokenOperation(state: ZaloPayState, call: Call): Operation {
  const request = readTokenRequest(jsonOf(call))
  const grant = request && grantOf(state, call, request)
  const grantType = request && grantTypeOf(request)
  return {
    path: 'token',
    server: 'zalopay',
    ...(grantType && { grantType }),
    ...(grant?.accountId && { accountId: grant.accountId }),
    ...(grant && { grant }),
    commit: (mode) => redeem(state, call, request, mode),
    errorReply: (code) => errorOf(state, code),
    throttledReply: () => refusal(state, 'throttled'),
    emptyBodyMeans: 'noise',
  }
}

function grantOf({ apps, codes, tokens }: ZaloPayState, call: Call, request: TokenRequest): GrantFacts {
  const appId = String(apps.bySecret(call.headers['x-secret-key'])?.appId ?? '')
  if ('code' in request) {
    const known = codes.find(request.code)
    const accountId = known && { accountId: known.accountId }
    return { grantType: 'authorization_code', credential: request.code, appId, ...accountId }
  }
  const record = tokens.findRefresh(request.refreshToken)
  const known = record && { accountId: record.owner.accountId, generation: record.generation }
  return { grantType: 'refresh_token', credential: request.refreshToken, appId, ...known }
}

function redeem(
  state: ZaloPayState,
  call: Call,
  request: TokenRequest | undefined,
  mode: CommitMode,
): Committed {
  const app = state.apps.bySecret(call.headers['x-secret-key'])
  if (!app) return { reply: refusal(state, 'secret') }
  if (!request) return { reply: refusal(state, 'argument') }
  const appId = String(app.appId)
  return 'code' in request
    ? exchangeCode(state, appId, request)
    : refresh(state, appId, request.refreshToken, mode)
}

function exchangeCode(
  state: ZaloPayState,
  appId: string,
  { code, codeVerifier }: { code: string; codeVerifier: string },
): Committed {
  const grant = state.codes.take(code, appId)
  if (!grant) return { reply: refusal(state, 'code') }
  // The code stays spent, so that a verifier cannot be guessed; no source says what ZaloPay answers.
  if (!verifierMatches(codeVerifier, grant.codeChallenge, state.pkce)) {
    return { reply: refusal(state, 'verifier') }
  }
  const { accountId, permissions } = grant
  const tokens = state.tokens.start({ appId, accountId, permissions })
  const issued = { accountId, refreshToken: tokens.refreshToken, generation: 1 }
  return { reply: issuedReply(state, tokens, permissions), issued }
}

function refresh(state: ZaloPayState, appId: string, refreshToken: string, mode: CommitMode): Committed {
  const record = state.tokens.findRefresh(refreshToken)
  const refused = { reply: refusal(state, 'refreshToken') }
  if (record?.owner.appId !== appId) return refused
  if (record.state === 'consumed') return { ...refused, replayed: true }
  if (record.state === 'revoked' || state.tokens.isExpired(record)) return refused
  const { generation, owner } = record
  const { accountId, permissions } = owner
  if (mode.keepRefreshToken) {
    const tokens = state.tokens.renewAccess(record)
    return { reply: issuedReply(state, tokens, permissions), issued: { accountId, generation } }
  }
  const tokens = state.tokens.rotate(record)
  const issued = { accountId, refreshToken: tokens.refreshToken, generation: generation + 1 }
  return { reply: issuedReply(state, tokens, permissions), issued }
}
