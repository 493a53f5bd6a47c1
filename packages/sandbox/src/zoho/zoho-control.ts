import type { ControlRoute } from '../control.ts'
import { stringOf } from '../control-body.ts'
import type { ZohoEmulator } from './zoho-emulator.ts'
import type { ZohoState } from './zoho-state.ts'

/** Zoho's routes of the HTTP control. Client and account may be left out: the first ones are meant. */
export function zohoControl({ registry }: ZohoState, zoho: ZohoEmulator): Record<string, ControlRoute> {
  const done = {}
  const grantOf = (body: Record<string, unknown>) => {
    return {
      clientId: stringOf(body, 'clientId'),
      zuid: stringOf(body, 'zuid'),
      scope: stringOf(body, 'scope'),
    }
  }
  return {
    'GET /zoho/users': () => registry.users(),
    'POST /zoho/mint': (body) => zoho.mint(grantOf(body)),
    'POST /zoho/code': (body) => {
      const lifetime = body['lifetime']
      if (lifetime !== undefined && typeof lifetime !== 'number')
        throw new TypeError('lifetime is in seconds')
      return { code: zoho.selfClientCode({ ...grantOf(body), lifetime }) }
    },
    'POST /zoho/device': (body) => {
      const decision = body['decision'] === 'deny' ? 'deny' : 'allow'
      const userCode = stringOf(body, 'userCode') ?? ''
      zoho.decideOnDevice(userCode, { decision, zuid: stringOf(body, 'zuid') })
      return done
    },
    'POST /zoho/revoke': (body) => {
      const token = stringOf(body, 'token')
      if (token === undefined) zoho.disconnect(grantOf(body))
      else zoho.revoke(token)
      return done
    },
    'POST /zoho/lifetimes': (body) => {
      zoho.setLifetimes(body)
      return done
    },
    'POST /zoho/limits': (body) => {
      zoho.setLimits(body)
      return done
    },
    'POST /zoho/quirks': (body) => {
      zoho.setQuirks(body)
      return done
    },
  }
}
