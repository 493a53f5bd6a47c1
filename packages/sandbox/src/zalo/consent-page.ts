import { choicePage } from '../choice-page.ts'
import { escapeHtml, htmlPage } from '../html-page.ts'
import type { ConsentRequest } from './consent.ts'

/** The page on which the admin of an OA allows or refuses an app. */
export function consentPage({ app, redirectUri, codeChallenge, state }: ConsentRequest): string {
  return choicePage({
    vendor: 'Zalo',
    heading: 'Cấp quyền cho ứng dụng',
    introduction: `Ứng dụng <b>${escapeHtml(app.appId)}</b> muốn truy cập Official Account của bạn.
<small>This app asks for access to one of your Official Accounts.</small>`,
    action: '/zalo/v4/oa/permission/decision',
    hidden: { app_id: app.appId, redirect_uri: redirectUri, code_challenge: codeChallenge, state },
    legend: 'Chọn Official Account <small>Choose an Official Account</small>',
    field: 'oa_id',
    choices: app.oas,
    redirectUri,
  })
}

export function consentErrorPage(code: string, text: string): string {
  return htmlPage({
    title: 'Lỗi',
    vendor: 'Zalo',
    content: `<h1>Không thể cấp quyền</h1>
<p>${escapeHtml(text)}<small>error_code=${escapeHtml(code)}</small></p>`,
  })
}
