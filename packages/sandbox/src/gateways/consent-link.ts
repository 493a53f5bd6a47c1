import { randomInt } from 'node:crypto'
import type { GatewayState } from './gateway-state.ts'

/** Path of the gateway's own callback, for consents that it completes itself. */
export function ownCallback(state: GatewayState, origin: string): string {
  return `${origin}${state.prefix}/oa/callback`
}

/** A link to the consent page, with a state of the gateway's own: an integer, as its ConnectOA takes it. */
export function consentLink(
  state: GatewayState,
  origin: string,
  { appId, redirectUri }: { appId: string; redirectUri: string },
): string {
  const query = new URLSearchParams({
    app_id: appId,
    redirect_uri: redirectUri,
    state: String(randomInt(1, 2 ** 47)),
  })
  return `${origin}${state.prefix}/oa/permission?${query}`
}
