import { clean } from '../output/clean.ts'

/** What the browser is told. */
export interface CallbackPage {
  status: number
  title: string
  text: string
}

export const waitingFor: CallbackPage = {
  status: 400,
  title: 'This is another login',
  text: 'The address does not belong to the login that is waiting here. That login goes on: use its own link.',
}

export function connectedPage(name: string): CallbackPage {
  return {
    status: 200,
    title: 'Connected',
    text: `${name} is connected. You may close this window and go back to the terminal.`,
  }
}

export function failedPage(message: string): CallbackPage {
  return { status: 400, title: 'The login did not succeed', text: `${message} The terminal says more.` }
}

/** Self-contained: nothing is loaded, so nobody else learns of the code in the address. */
export function renderPage({ title, text }: CallbackPage): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>body{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em}</style>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
</html>
`
}

function escaped(text: string): string {
  return clean(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
