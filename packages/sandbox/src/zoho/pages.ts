import type { ChoicePage } from '../choice-page.ts'
import { escapeHtml, htmlPage } from '../html-page.ts'
import { htmlReply, type Reply } from '../reply.ts'
import type { Registry } from './registry.ts'

/** `content` is HTML. */
export function pageReply(title: string, content: string): Reply {
  return htmlReply(htmlPage({ title, vendor: 'Zoho', content }))
}

/** Where the browser is left when something is wrong; redirect_uri never hears of it. */
export function errorPageReply(code: string): Reply {
  return pageReply('Lỗi', `<h1>Không thể cấp quyền <small>${escapeHtml(code)}</small></h1>`)
}

/** The accounts to choose from, and where each lives. */
export function accountChoices(registry: Registry): Pick<ChoicePage, 'legend' | 'field' | 'choices'> {
  return {
    legend: 'Chọn tài khoản <small>Choose an account</small>',
    field: 'zuid',
    choices: registry.users().map(({ zuid, email, dataCentre }) => ({
      id: zuid,
      name: `${email} · ${dataCentre}`,
    })),
  }
}
