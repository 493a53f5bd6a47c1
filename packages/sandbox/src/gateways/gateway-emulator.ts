import { checkOaConsent, decideOaConsent, type OaConsentChoice } from './consent.ts'
import type { GatewayState } from './gateway-state.ts'
import type { OaConnection } from './oa-connections.ts'

/** What an admin of an OA, the gateway, or a test can do to an emulated gateway, in the same process. */
export interface GatewayEmulator {
  /** Plays the browser on an authorization link; returns where it is sent, undefined if it stays. */
  authorize(url: string | URL, choice?: Partial<OaConsentChoice>): string | undefined
  /** Connects an OA without a consent: `expires_at` starts anew. */
  connect(oaId: string): OaConnection
  /** What the gateway knows of an OA; undefined if it was never connected. */
  oa(oaId: string): OaConnection | undefined
  /** Moves `expires_at` (milliseconds since the epoch), or sets the status: `P`, `N`, `Z`. */
  setOa(oaId: string, changes: { expiresAt?: number; status?: string }): OaConnection
}

export function createGatewayEmulator(gateway: GatewayState): GatewayEmulator {
  const { shops, connections } = gateway
  return {
    authorize(url, choice = {}) {
      const { origin, searchParams } = new URL(url)
      const request = checkOaConsent(gateway, origin, searchParams)
      return request && decideOaConsent(gateway, request, { decision: 'allow', ...choice })
    },
    connect(oaId) {
      const { shop } = shops.oa(oaId)
      const appId = shop.apps[0]?.appId ?? ''
      return connections.connect({ oaId, shopId: shop.id, appId, method: 'builtin' })
    },
    oa: (oaId) => connections.find(oaId),
    setOa: (oaId, changes) => connections.change(oaId, changes),
  }
}
