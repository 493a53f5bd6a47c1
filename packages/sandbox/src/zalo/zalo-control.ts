import type { ControlRoute } from '../control.ts'
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
  }
}

function stringOf(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || typeof value === 'string') return value
  // A JSON number has lost its last digits by now.
  throw new TypeError(`${name} is a string: the ids are longer than a JSON number holds`)
}
