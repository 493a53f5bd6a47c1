import { escapeHtml, htmlPage } from './html-page.ts'

/** A page on which somebody chooses an account and allows or refuses. */
export interface ChoicePage {
  vendor: string
  heading: string
  /** HTML. */
  introduction: string
  /** Path that the form is posted to. */
  action: string
  /** Fields that the form carries along. */
  hidden: Record<string, string>
  /** HTML. */
  legend: string
  /** Name of the field that carries the chosen id. */
  field: string
  choices: { id: string; name: string }[]
  /** Absent where the browser stays. */
  redirectUri?: string
}

export function choicePage(page: ChoicePage): string {
  return htmlPage({
    title: 'Cấp quyền',
    vendor: page.vendor,
    content: `<h1>${page.heading}</h1>
<p>${page.introduction}</p>
<form method="post" action="${page.action}">
${Object.entries(page.hidden).map(hiddenField).join('\n')}
<fieldset><legend>${page.legend}</legend>
${page.choices.map(({ id, name }, index) => choiceOf(page.field, id, name, index === 0)).join('\n')}
</fieldset>
<button name="decision" value="allow">Cho phép<small>Allow</small></button>
<button name="decision" value="deny" class="plain">Từ chối<small>Deny</small></button>
</form>
${page.redirectUri === undefined ? '' : returnTo(page.redirectUri)}`,
  })
}

function returnTo(redirectUri: string): string {
  return `<p><small>Sau đó trình duyệt quay lại / The browser then returns to
<code>${escapeHtml(redirectUri)}</code></small></p>`
}

function hiddenField([name, value]: [string, string]): string {
  return `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`
}

function choiceOf(field: string, id: string, name: string, checked: boolean): string {
  const value = escapeHtml(id)
  return `<label><input type="radio" name="${field}" value="${value}"${checked ? ' checked' : ''} required>
<span>${escapeHtml(name)}<small>${value}</small></span></label>`
}
