import type { ControlRoute } from '../control.ts'
import { stringOf } from '../control-body.ts'
import type { GatewayEmulator } from './gateway-emulator.ts'
import type { GatewayState } from './gateway-state.ts'
import { oaObject } from './oa-object.ts'

/** A gateway's routes of the HTTP control. The OA may be left out: the first one is meant. */
export function gatewayControl(
  gateway: GatewayState,
  emulator: GatewayEmulator,
): Record<string, ControlRoute> {
  const oaIdOf = (body: Record<string, unknown>) =>
    stringOf(body, 'oaId') ?? gateway.shops.oas()[0]?.oa.id ?? ''
  return {
    [`POST ${gateway.prefix}/connect`]: (body) => oaObject(gateway, emulator.connect(oaIdOf(body))),
    [`POST ${gateway.prefix}/oa`]: (body) => {
      const status = stringOf(body, 'status')
      const expiresAt = endOf(gateway, body)
      const changes = {
        ...(status !== undefined && { status }),
        ...(expiresAt !== undefined && { expiresAt }),
      }
      return oaObject(gateway, emulator.setOa(oaIdOf(body), changes))
    },
  }
}

function endOf({ clock }: GatewayState, body: Record<string, unknown>): number | undefined {
  const { expiresIn, expiresAt } = body
  if (typeof expiresIn === 'number') return clock.now() + expiresIn * 1000
  if (typeof expiresAt === 'string' && !Number.isNaN(Date.parse(expiresAt))) return Date.parse(expiresAt)
  if (expiresIn === undefined && expiresAt === undefined) return undefined
  throw new TypeError('Give {"expiresIn": seconds} or {"expiresAt": "2030-01-31T00:00:00Z"}')
}
