import { phrase } from '@oauth-tokens/core/phrase'
import { UsageError } from '../usage-error.ts'

/**
 * The address that the browser ended on, as somebody copied it.
 * @throws UsageError that does not repeat it: a code may be inside
 */
export function parseCallbackUrl(text: string, beginsWith = 'http'): URL {
  const url = addressIn(text.trim().replace(/^(['"<])(.*)['">]$/, '$2'), beginsWith)
  const { searchParams: query } = url
  if (query.has('redirect_uri') && !query.has('code')) {
    throw notIt(
      phrase`That is the address of the consent page. Allow the app there; the address that the browser goes to after that is needed, which begins with ${beginsWith}.`,
    )
  }
  return url
}

function addressIn(text: string, beginsWith: string): URL {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return new URL(text)
  // Browsers hide the scheme.
  const [scheme] = /^https?:\/\//.exec(beginsWith) ?? []
  if (scheme && `${scheme}${text}`.startsWith(beginsWith) && URL.canParse(scheme + text))
    return new URL(scheme + text)
  throw notIt(
    /^\S{6,}$/.test(text)
      ? phrase`That is only a part of the address. All of it is needed, from ${beginsWith} to the end: it also tells which login it belongs to.`
      : phrase`That is no address: expected the whole one that the browser ended on, which begins with ${beginsWith}.`,
  )
}

function notIt(message: ReturnType<typeof phrase>): UsageError {
  return new UsageError(message, { code: 'invalid_callback_url' })
}
