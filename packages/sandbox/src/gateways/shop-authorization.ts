import { randomUUID } from 'node:crypto'
import { type Call, formOf } from '../call.ts'
import type { Operation } from '../dialect.ts'
import { withQuery } from '../query.ts'
import { htmlReply, redirectReply, textReply } from '../reply.ts'
import { type Body, optionalId, text } from './arguments.ts'
import type { GatewayState } from './gateway-state.ts'
import { pageOperation } from './page-operation.ts'
import { shopPage } from './pages.ts'
import { Refused } from './refused.ts'
import { isAuthorized } from './shops.ts'

/** First a link on which the shop agrees; called again with `shop_id`, the key for that shop. */
export function authorizeShop(
  gateway: GatewayState,
  origin: string,
  body: Body,
): { type: 'shop_request' | 'shop_key'; auth_url: string; auth_token: string; shop_id: string } {
  const shopId = optionalId(body, 'shop_id')
  const shop = gateway.shops.find(shopId)
  if (shopId !== undefined && !shop) throw new Refused('not_found', `There is no shop ${shopId}`)
  if (shop && isAuthorized(shop)) {
    return { type: 'shop_key', auth_url: '', auth_token: shop.shopKey, shop_id: shop.id }
  }
  const query = new URLSearchParams({ redirect_url: text(body, 'redirect_url') })
  const auth_url = `${origin}${gateway.prefix}/shop/authorize?${query}`
  return { type: 'shop_request', auth_url, auth_token: '', shop_id: shopId ?? '' }
}

/** `GET /shop/authorize`: the page, or with `auto=allow` what follows it. */
export function shopPermission(gateway: GatewayState, call: Call): Operation {
  return pageOperation(gateway, call.query, () => {
    if (call.query.get('auto') === 'allow') return agree(gateway, call.query)
    return htmlReply(shopPage(gateway, call.query.get('redirect_url') ?? ''))
  })
}

/** `POST /shop/authorize/decision`: the form of that page. */
export function shopDecision(gateway: GatewayState, call: Call): Operation {
  const form = formOf(call)
  return pageOperation(gateway, form, () => {
    if (form.get('decision') === 'allow') return agree(gateway, form)
    return textReply('Từ chối / Denied')
  })
}

function agree({ shops }: GatewayState, params: URLSearchParams) {
  const shop = params.has('shop_id') ? shops.find(params.get('shop_id')) : shops.all()[0]
  const redirectUrl = params.get('redirect_url') ?? ''
  if (!shop || !URL.canParse(redirectUrl)) return textReply('Unknown shop, or no redirect_url', 400)
  shop.authorized = true
  return redirectReply(withQuery(redirectUrl, { token: randomUUID(), shop_id: shop.id }))
}
