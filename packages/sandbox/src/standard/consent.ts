import { withQuery } from '../query.ts'
import type { StandardApp } from './options.ts'
import type { StandardState } from './standard-state.ts'

/** What the consent page was asked for, checked. */
export interface StandardConsent {
  app: StandardApp
  redirectUri: string
  codeChallenge: string
  state: string
}

/** What the account's owner decides. */
export interface StandardChoice {
  decision: 'allow' | 'deny'
  /** @default the first account of the app */
  account?: string | undefined
}

/** The request, or what is wrong with it: the browser then stays, as RFC 6749 section 4.1.2.1 asks. */
export function consentRequest(
  { apps, spec }: StandardState,
  params: URLSearchParams,
): StandardConsent | string {
  const app = apps.find(params.get('client_id') ?? '')
  if (!app) return 'There is no app of this client_id'
  const redirectUri = params.get('redirect_uri') ?? ''
  if (!app.redirectUris.includes(redirectUri)) return 'This redirect_uri is not registered'
  const codeChallenge = params.get('code_challenge') ?? ''
  if (spec.pkce && codeChallenge === '') return 'There is no code_challenge'
  return { app, redirectUri, codeChallenge, state: params.get('state') ?? '' }
}

export function choiceOf(params: URLSearchParams, decision: string | null): StandardChoice | undefined {
  if (decision !== 'allow' && decision !== 'deny') return undefined
  return { decision, account: params.get('account') ?? undefined }
}

/** Acts on the choice; returns where the browser goes next. @throws RangeError for an account that is not there */
export function decide(state: StandardState, request: StandardConsent, choice: StandardChoice): string {
  const { app, redirectUri, codeChallenge } = request
  if (choice.decision === 'deny') {
    return withQuery(redirectUri, { error: 'access_denied', state: request.state })
  }
  const account = state.apps.account(app.clientId, choice.account ?? app.accounts[0]?.id ?? '')
  const grant = { appId: app.clientId, accountId: account.id, codeChallenge, redirectUri }
  return withQuery(redirectUri, {
    code: state.codes.issue(grant, state.lifetimes.code),
    state: request.state,
  })
}
