import type { ControlRoute } from '../control.ts'
import { stringOf } from '../control-body.ts'
import type { OauthCodeChoice } from './mini-app-sdk.ts'
import type { ZaloPayEmulator } from './zalopay-emulator.ts'
import type { ZaloPayState } from './zalopay-state.ts'

/** ZaloPay's routes of the HTTP control. App and user may be left out: the first ones are meant. */
export function zalopayControl(
  { apps }: ZaloPayState,
  zalopay: ZaloPayEmulator,
): Record<string, ControlRoute> {
  const appIdOf = ({ appId }: Record<string, unknown>): number => {
    if (appId !== undefined && typeof appId !== 'number') throw new TypeError('appId is a number, as 1878')
    return appId ?? apps.first()?.appId ?? 0
  }
  const pick = (body: Record<string, unknown>): [appId: number, muid: string] => {
    const appId = appIdOf(body)
    return [appId, stringOf(body, 'muid') ?? apps.get(appId).users[0]?.muid ?? '']
  }
  return {
    // Without a challenge it makes the pair too: a login by hand then needs nothing else.
    'POST /zalopay/code': (body) => {
      const { permissions } = body
      if (permissions !== undefined && !Array.isArray(permissions)) {
        throw new TypeError('permissions is an array, as ["user.phone"]')
      }
      const given = stringOf(body, 'codeChallenge')
      const pair = given === undefined ? zalopay.pkcePair() : undefined
      const codeChallenge = given ?? pair?.codeChallenge ?? ''
      const answer = zalopay.getOauthV1Code({ appId: appIdOf(body), codeChallenge }, body as OauthCodeChoice)
      return { ...answer, ...pair }
    },
    'POST /zalopay/mint': (body) => zalopay.mint(...pick(body)),
    'POST /zalopay/revoke': (body) => {
      zalopay.revokeApp(...pick(body))
      return {}
    },
    'POST /zalopay/lifetimes': (body) => {
      zalopay.setLifetimes(body)
      return {}
    },
  }
}
