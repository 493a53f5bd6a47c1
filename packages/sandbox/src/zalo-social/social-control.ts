import type { ControlRoute } from '../control.ts'
import { stringOf } from '../control-body.ts'
import type { ZaloSocialEmulator } from './social-emulator.ts'
import type { SocialState } from './social-state.ts'

/** The social login's routes of the HTTP control. App and user may be left out: the first ones are meant. */
export function socialControl(
  { apps }: SocialState,
  social: ZaloSocialEmulator,
): Record<string, ControlRoute> {
  const pick = (body: Record<string, unknown>): [appId: string, userId: string] => {
    const appId = stringOf(body, 'appId') ?? apps.first()?.appId ?? ''
    return [appId, stringOf(body, 'userId') ?? apps.get(appId).users[0]?.id ?? '']
  }
  return {
    'POST /zalo-social/mint': (body) => social.mint(...pick(body)),
    'POST /zalo-social/revoke': (body) => {
      social.revokeApp(...pick(body))
      return {}
    },
    'POST /zalo-social/lifetimes': (body) => {
      social.setLifetimes(body)
      return {}
    },
  }
}
