import type { ControlRoute } from '../control.ts'
import { stringOf } from '../control-body.ts'
import type { ZaloEmulator } from './zalo-emulator.ts'
import type { ZaloState } from './zalo-state.ts'

/** Zalo's routes of the HTTP control. App and OA may be left out: the first ones are meant. */
export function zaloControl({ apps }: ZaloState, zalo: ZaloEmulator): Record<string, ControlRoute> {
  const pick = (body: Record<string, unknown>): [appId: string, oaId: string] => {
    const appId = stringOf(body, 'appId') ?? apps.first()?.appId ?? ''
    return [appId, stringOf(body, 'oaId') ?? apps.get(appId).oas[0]?.id ?? '']
  }
  return {
    'POST /mint': (body) => zalo.mint(...pick(body)),
    'POST /revoke': (body) => {
      zalo.revokeApp(...pick(body))
      return {}
    },
    'POST /lifetimes': (body) => {
      zalo.setLifetimes(body)
      return {}
    },
    'POST /dead-token': ({ code }) => {
      if (code !== undefined && typeof code !== 'number' && typeof code !== 'string') {
        throw new TypeError('Give {"code": -220}, or {} for the code of each API')
      }
      zalo.setDeadTokenCode(code)
      return {}
    },
    'GET /messages': () => zalo.messages(),
  }
}
