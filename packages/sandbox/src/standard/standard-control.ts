import type { ControlRoute } from '../control.ts'
import { stringOf } from '../control-body.ts'
import type { StandardEmulator } from './standard-emulator.ts'
import type { StandardState } from './standard-state.ts'

/** Such a server's routes of the HTTP control. App and account may be left out: the first ones are meant. */
export function standardControl(
  { apps, spec }: StandardState,
  emulator: StandardEmulator,
): Record<string, ControlRoute> {
  const pick = (body: Record<string, unknown>): [clientId: string, account: string] => {
    const clientId = stringOf(body, 'clientId') ?? apps.first()?.clientId ?? ''
    return [clientId, stringOf(body, 'account') ?? apps.get(clientId).accounts[0]?.id ?? '']
  }
  return {
    [`POST /${spec.name}/mint`]: (body) => emulator.mint(...pick(body)),
    [`POST /${spec.name}/revoke`]: (body) => {
      emulator.revokeApp(...pick(body))
      return {}
    },
    [`POST /${spec.name}/lifetimes`]: (body) => {
      emulator.setLifetimes(body)
      return {}
    },
  }
}
