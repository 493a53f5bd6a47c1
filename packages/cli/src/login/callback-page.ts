import { createHash } from 'node:crypto'
import { type Phrase, phrase, type Said } from '@oauth-tokens/core/phrase'
import { isExpected } from '../exit-status.ts'
import type { Language } from '../language/language.ts'
import { clean } from '../output/clean.ts'
import { describeError } from '../output/describe-error.ts'

/** What the browser is told. */
export interface CallbackPage {
  status: number
  title: Said
  /** Paragraphs. */
  text: readonly Said[]
}

export const strangerPage: CallbackPage = {
  status: 400,
  title: phrase`This is another login`,
  text: [
    phrase`This address does not belong to the login that is waiting in the terminal. That one goes on: use the link that it shows.`,
    phrase`If you began the other login with "oauth-tokens url", finish it there: oauth-tokens callback 'this whole address'.`,
    mayBeClosed(),
  ],
}

export function connectedPage(id: string, label: string | undefined): CallbackPage {
  const name = label === undefined ? id : `${label} (${id})`
  return { status: 200, title: phrase`Connected`, text: [phrase`${name} is connected.`, mayBeClosed()] }
}

export function failedPage(error: unknown): CallbackPage {
  const reason = isExpected(error) ? describeError(error).message : phrase`Something unexpected happened.`
  return {
    status: 400,
    title: phrase`The login did not succeed`,
    text: [reason, phrase`The terminal says more.`, mayBeClosed()],
  }
}

function mayBeClosed(): Phrase {
  return phrase`You may close this window and go back to the terminal.`
}

const style =
  ':root{color-scheme:light dark}body{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em;overflow-wrap:anywhere}'

const styleHash = createHash('sha256').update(style).digest('base64')

/** Nothing is loaded, run, framed or sent: nobody else learns of the code in the address. */
export const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** Self-contained, in the reader's language. */
export function renderPage({ title, text }: CallbackPage, { code, say }: Language): string {
  const escaped = (said: Said) =>
    clean(say(said)).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  return `<!doctype html>
<html lang="${code}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${style}</style>
<h1>${escaped(title)}</h1>
${text.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n')}
</html>
`
}
