import { withQuery } from '../query.ts'
import { ownCallback } from './consent-link.ts'
import type { GatewayState } from './gateway-state.ts'
import type { GatewayApp, GatewayShop } from './options.ts'

/** What the consent page was asked for, checked. */
export interface OaConsentRequest {
  shop: GatewayShop
  app: GatewayApp
  redirectUri: string
  state: string
}

/** What the admin of the OA decides. */
export interface OaConsentChoice {
  decision: 'allow' | 'deny'
  /** @default the first OA of the shop */
  oaId?: string | undefined
}

/** The request as asked for; undefined if the app or its callback is not known: the browser then stays here. */
export function checkOaConsent(
  gateway: GatewayState,
  origin: string,
  params: URLSearchParams,
): OaConsentRequest | undefined {
  const found = gateway.shops.app(params.get('app_id') ?? '')
  const redirectUri = params.get('redirect_uri') ?? ''
  if (!found) return undefined
  const isRegistered = found.app.redirectUris.includes(redirectUri)
  if (!isRegistered && redirectUri !== ownCallback(gateway, origin)) return undefined
  return { ...found, redirectUri, state: params.get('state') ?? '' }
}

export function oaConsentChoice(
  params: URLSearchParams,
  decision: string | null,
): OaConsentChoice | undefined {
  if (decision !== 'allow' && decision !== 'deny') return undefined
  return { decision, oaId: params.get('oa_id') ?? undefined }
}

/** Acts on the choice; returns where the browser goes next, undefined if it stays: a refusal is not told. */
export function decideOaConsent(
  gateway: GatewayState,
  { shop, app, redirectUri, state }: OaConsentRequest,
  { decision, oaId }: OaConsentChoice,
): string | undefined {
  const oa = oaId === undefined ? shop.oas[0] : shop.oas.find(({ id }) => id === oaId)
  if (decision === 'deny' || !oa) return undefined
  const grant = { appId: app.appId, oaId: oa.id, shopId: shop.id, state }
  return withQuery(redirectUri, {
    code: gateway.codes.issue(grant, gateway.codeLifetime),
    oa_id: oa.id,
    state,
  })
}
