import { AuthorizationCodes } from '../authorization-codes.ts'
import type { SandboxClock } from '../clock.ts'
import { demoShop } from './demo-shop.ts'
import { OaConnections } from './oa-connections.ts'
import type { GatewayOptions } from './options.ts'
import { Shops } from './shops.ts'

export interface GatewayCodeGrant {
  appId: string
  oaId: string
  shopId: string
  /** As it stood in the link of the consent page. */
  state: string
}

/** Everything an emulated gateway remembers. Zalo's tokens would be here too; nobody can see them. */
export interface GatewayState {
  server: 'etelecom' | 'interits'
  /** Path of the gateway, as `/etelecom`. */
  prefix: string
  /** Shown on its pages. */
  vendor: string
  clock: SandboxClock
  shops: Shops
  partnerKey: string
  connections: OaConnections
  codes: AuthorizationCodes<GatewayCodeGrant>
  codeLifetime: number
}

export function createGatewayState(
  clock: SandboxClock,
  server: GatewayState['server'],
  vendor: string,
  options: GatewayOptions,
): GatewayState {
  const shops = new Shops(options.shops ?? [demoShop])
  const connections = new OaConnections(clock, options.consentLifetime ?? 90 * 86_400)
  for (const { shop, oa } of shops.oas()) {
    const appId = shop.apps[0]?.appId ?? ''
    if (oa.connected) connections.connect({ oaId: oa.id, shopId: shop.id, appId, method: 'builtin' })
  }
  return {
    server,
    prefix: `/${server}`,
    vendor,
    clock,
    shops,
    partnerKey: options.partnerKey ?? 'sandbox-partner:not-a-real-key',
    connections,
    codes: new AuthorizationCodes(clock),
    codeLifetime: options.codeLifetime ?? 600,
  }
}
