import { withQuery } from '../query.ts'
import type { ZaloPayPermission } from './options.ts'
import type { ZaloPayState } from './zalopay-state.ts'

/** What the mini app passes to `window.zlpSdk.User.getOauthV1Code`. */
export interface OauthCodeRequest {
  appId: number
  codeChallenge: string
}

/** What the user does on the consent screen. */
export interface OauthCodeChoice {
  /** @default the first user of the app */
  muid?: string
  /** What the user grants. @default all that the app may ask for */
  permissions?: ZaloPayPermission[]
  /** How the SDK fails instead, as `030501` for a user who cancelled. */
  error?: '030501' | '030502' | '030503' | '030504' | '030505'
}

/** What the SDK resolves to, or fails with: the shape of the failure is ours. */
export type OauthCodeAnswer =
  | { data: { code: string; redirectUri: string }; status: 'success' }
  | { error: { code: string; message: string }; status: 'failure' }

const failures: Record<string, string> = {
  '030501': 'User Canceled',
  '030502': 'Invalid Argument',
  '030503': 'System Error',
  '030504': 'Unauthenticated',
  '030505': 'Get permissions error',
}

/** The mini app's part of a login, for there is no web page for it. */
export function getOauthV1Code(
  { apps, codes, lifetimes }: ZaloPayState,
  { appId, codeChallenge }: OauthCodeRequest,
  choice: OauthCodeChoice = {},
): OauthCodeAnswer {
  if (choice.error) return failure(choice.error)
  const app = apps.find(appId)
  if (!app || codeChallenge === '') return failure('030502')
  const user = choice.muid === undefined ? app.users[0] : apps.user(appId, choice.muid)
  if (!user) return failure('030504')
  const permissions = (choice.permissions ?? app.permissions).filter((each) => app.permissions.includes(each))
  const code = codes.issue(
    { appId: String(appId), accountId: user.muid, permissions, codeChallenge },
    lifetimes.code,
  )
  // The state is there and always empty.
  return { data: { code, redirectUri: `${withQuery(app.callbackUrl, { code })}&state=` }, status: 'success' }
}

function failure(code: string): OauthCodeAnswer {
  return { error: { code, message: failures[code] ?? '' }, status: 'failure' }
}
