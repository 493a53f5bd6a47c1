import type { ConsentRequest } from './consent.ts'

/** The page on which the admin of an OA allows or refuses an app. */
export function consentPage({ app, redirectUri, codeChallenge, state }: ConsentRequest): string {
  const hidden = { app_id: app.appId, redirect_uri: redirectUri, code_challenge: codeChallenge, state }
  return page(
    'Cấp quyền',
    `<h1>Cấp quyền cho ứng dụng</h1>
<p>Ứng dụng <b>${escapeHtml(app.appId)}</b> muốn truy cập Official Account của bạn.
<small>This app asks for access to one of your Official Accounts.</small></p>
<form method="post" action="/zalo/v4/oa/permission/decision">
${Object.entries(hidden).map(hiddenField).join('\n')}
<fieldset><legend>Chọn Official Account <small>Choose an Official Account</small></legend>
${app.oas.map(({ id, name }, index) => choiceOf(id, name, index === 0)).join('\n')}
</fieldset>
<button name="decision" value="allow">Cho phép<small>Allow</small></button>
<button name="decision" value="deny" class="plain">Từ chối<small>Deny</small></button>
</form>
<p><small>Sau đó trình duyệt quay lại / The browser then returns to
<code>${escapeHtml(redirectUri)}</code></small></p>`,
  )
}

export function consentErrorPage(code: string, text: string): string {
  return page(
    'Lỗi',
    `<h1>Không thể cấp quyền</h1>
<p>${escapeHtml(text)}<small>error_code=${escapeHtml(code)}</small></p>`,
  )
}

function hiddenField([name, value]: [string, string]): string {
  return `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`
}

function choiceOf(id: string, name: string, checked: boolean): string {
  const value = escapeHtml(id)
  return `<label><input type="radio" name="oa_id" value="${value}"${checked ? ' checked' : ''} required>
<span>${escapeHtml(name)}<small>${value}</small></span></label>`
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Zalo sandbox</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem; color: #1b2733 }
h1 { font-size: 1.4rem } small { display: block; color: #5b6b7b }
fieldset { border: 1px solid #cfd8e3; border-radius: 8px; padding: .5rem 1rem; margin: 1rem 0 }
label { display: flex; gap: .75rem; align-items: center; padding: .5rem 0 }
button { font: inherit; padding: .5rem 1.5rem; border: 1px solid #0068ff; border-radius: 8px; background: #0068ff;
  color: #fff; cursor: pointer } button small { color: inherit } .plain { background: #fff; color: #0068ff }
.banner { background: #fff4ce; padding: .5rem 1rem; border-radius: 8px } code { overflow-wrap: anywhere }
</style></head><body>
<p class="banner">Máy chủ giả lập, không phải Zalo <small>An emulation: this is not Zalo</small></p>
${content}
</body></html>`
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
