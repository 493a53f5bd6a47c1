import { choicePage } from '../choice-page.ts'
import { escapeHtml, htmlPage } from '../html-page.ts'
import type { OaConsentRequest } from './consent.ts'
import type { GatewayState } from './gateway-state.ts'

/** The page on which the admin of an OA allows or refuses the app. */
export function oaConsentPage(
  { prefix, vendor }: GatewayState,
  { shop, app, redirectUri, state }: OaConsentRequest,
): string {
  return choicePage({
    vendor,
    heading: 'Cấp quyền cho ứng dụng',
    introduction: `Ứng dụng <b>${escapeHtml(app.appId)}</b> của <b>${escapeHtml(shop.name)}</b> muốn truy cập Official Account.
<small>This app asks for access to one of your Official Accounts.</small>`,
    action: `${prefix}/oa/permission/decision`,
    hidden: { app_id: app.appId, redirect_uri: redirectUri, state },
    legend: 'Chọn Official Account <small>Choose an Official Account</small>',
    field: 'oa_id',
    choices: shop.oas,
    redirectUri,
  })
}

/** The page on which a shop agrees to a partner. */
export function shopPage({ prefix, vendor, shops }: GatewayState, redirectUrl: string): string {
  return choicePage({
    vendor,
    heading: 'Liên kết cửa hàng',
    introduction:
      'Đối tác muốn quản lý cửa hàng của bạn. <small>A partner asks to act for your shop.</small>',
    action: `${prefix}/shop/authorize/decision`,
    hidden: { redirect_url: redirectUrl },
    legend: 'Chọn cửa hàng <small>Choose a shop</small>',
    field: 'shop_id',
    choices: shops.all(),
    redirectUri: redirectUrl,
  })
}

export function messagePage({ vendor }: GatewayState, text: string): string {
  return htmlPage({ title: 'Thông báo', vendor, content: `<h1>${escapeHtml(text)}</h1>` })
}
