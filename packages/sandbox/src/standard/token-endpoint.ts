import { createHash } from 'node:crypto'
import type { Call } from '../call.ts'
import type { CommitMode, Committed, Operation } from '../dialect.ts'
import type { GrantFacts } from '../ledger-line.ts'
import { jsonReply, type Reply } from '../reply.ts'
import type { ChainOwner, NewTokens } from '../token-chains.ts'
import type { StandardApp } from './options.ts'
import type { StandardRefusal, TokenRequest } from './server-spec.ts'
import { refusedReply, type StandardState } from './standard-state.ts'

/** Spends a code or a refresh token, or gives an app a token of its own. */
export function tokenOperation(state: StandardState, call: Call): Operation {
  const { manner, name } = state.spec
  const request = manner.read(call)
  const grant = grantOf(state, request)
  return {
    path: 'token',
    server: name,
    ...(request.grantType && { grantType: request.grantType }),
    ...(grant?.accountId && { accountId: grant.accountId }),
    ...(grant && { grant }),
    commit: (mode) => redeem(state, call, request, mode),
    errorReply: (code) => refusedReply(manner.refusedWith(String(code))),
    throttledReply: () => refusedReply(manner.refused('throttled')),
    emptyBodyMeans: 'noise',
  }
}

function grantOf(
  { codes, tokens }: StandardState,
  { clientId: appId, grantType, credential }: TokenRequest,
): GrantFacts | undefined {
  if (credential === undefined) return undefined
  if (grantType === 'authorization_code') {
    const accountId = codes.find(credential)?.accountId
    return { grantType, credential, appId, ...(accountId && { accountId }) }
  }
  if (grantType !== 'refresh_token') return undefined
  const record = tokens.findRefresh(credential)
  const known = record && { accountId: record.owner.accountId, generation: record.generation }
  return { grantType, credential, appId, ...known }
}

function redeem(state: StandardState, call: Call, request: TokenRequest, mode: CommitMode): Committed {
  const { apps, spec } = state
  const app = apps.find(request.clientId)
  if (!app) return refused(state, 'client')
  const doubt = spec.manner.doubt(call, app)
  if (doubt) return refused(state, doubt)
  if (request.grantType === 'refresh_token') return refresh(state, app, request, mode)
  if (request.grantType === 'authorization_code' && spec.paths.authorization !== undefined) {
    return exchangeCode(state, app, request)
  }
  const { clientCredentials } = spec
  return request.grantType === 'client_credentials' && clientCredentials
    ? ownToken(state, app)
    : refused(state, 'grant-type')
}

function exchangeCode(state: StandardState, app: StandardApp, request: TokenRequest): Committed {
  const grant = state.codes.take(request.credential ?? '', app.clientId)
  // The code stays spent, so that a verifier cannot be guessed.
  if (!grant || !verifies(grant.codeChallenge, request.codeVerifier)) return refused(state, 'code')
  const { appId, accountId } = grant
  const tokens = state.tokens.start({ appId, accountId })
  return {
    reply: issued(state, { appId, accountId }, tokens, 1),
    issued: { accountId, refreshToken: tokens.refreshToken, generation: 1 },
  }
}

function verifies(challenge: string, verifier = ''): boolean {
  if (challenge === '') return verifier === ''
  return createHash('sha256').update(verifier, 'ascii').digest('base64url') === challenge
}

function refresh(
  state: StandardState,
  { clientId }: StandardApp,
  { credential = '' }: TokenRequest,
  mode: CommitMode,
): Committed {
  const record = state.tokens.findRefresh(credential)
  if (record?.owner.appId !== clientId) return refused(state, 'refresh-token')
  if (record.state === 'consumed') return { ...refused(state, 'refresh-token'), replayed: true }
  if (record.state === 'revoked' || state.tokens.isExpired(record)) return refused(state, 'refresh-token')
  const { generation, owner } = record
  const { accountId } = owner
  if (mode.keepRefreshToken) {
    const reply = issued(state, owner, state.tokens.renewAccess(record), generation + 1)
    return { reply, issued: { accountId, generation } }
  }
  const tokens = state.tokens.rotate(record)
  const { refreshToken } = tokens
  return {
    reply: issued(state, owner, tokens, generation + 1),
    issued: { accountId, refreshToken, generation: generation + 1 },
  }
}

function ownToken(state: StandardState, { clientId: appId }: StandardApp): Committed {
  const { refreshToken: _none, ...tokens } = state.tokens.start({ appId, accountId: appId })
  return { reply: issued(state, { appId, accountId: '' }, tokens, 1) }
}

function issued(
  state: StandardState,
  { appId, accountId }: ChainOwner,
  tokens: NewTokens,
  generation: number,
): Reply {
  const { apps, lifetimes, spec } = state
  const account = accountId === '' ? undefined : apps.account(appId, accountId)
  const accessTokenLifetime = lifetimes.accessToken
  const body = spec.manner.issued({ tokens, generation, accessTokenLifetime, ...(account && { account }) })
  const reply = jsonReply(body)
  const date = spec.manner.dated ? { date: new Date(tokens.issuedAt).toUTCString() } : {}
  return { ...reply, headers: { ...reply.headers, ...date }, meaning: 'issued' }
}

function refused({ spec }: StandardState, refusal: StandardRefusal): Committed {
  return { reply: refusedReply(spec.manner.refused(refusal)) }
}
