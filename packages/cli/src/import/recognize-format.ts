import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { looksSealed } from '../export/sealed-export.ts'
import { UsageError } from '../usage-error.ts'
import type { Format } from './format-names.ts'
import { isEnv } from './read-env.ts'
import { isZohoCsv } from './read-zoho-csv.ts'

/** Tells by its content what a text is. @throws UsageError that says what it seems to be, and what is understood */
export function recognizeFormat(text: string, source: string): Format {
  const trimmed = text.trim()
  if (/^[[{]/.test(trimmed)) return 'json'
  if (looksSealed(trimmed)) return 'encrypted'
  if (isZohoCsv(trimmed)) return 'zoho-csv'
  if (isForm(trimmed)) return 'form'
  if (isEnv(trimmed)) return 'env'
  throw new UsageError(
    phrase`${source} is ${seeming(trimmed)}. Nothing was imported. Understood are token JSON (of a token endpoint, Nango or simple-oauth2; one, an array, or one on each line), KEY=VALUE lines, the CSV of the Zoho SDKs, and what \`oauth-tokens export\` writes. --format says which one it is.`,
    { code: 'invalid_import' },
  )
}

/** A token answer as some servers give it unless JSON is asked for: `access_token=…&token_type=bearer`. */
function isForm(text: string): boolean {
  return !/\s/.test(text) && text.includes('&') && /(^|&)(access|refresh)_token=/.test(text)
}

function seeming(text: string): Phrase {
  if (/^</.test(text)) return phrase`a page or XML`
  if (/^https?:\/\//i.test(text))
    return phrase`an address (the one that a login ended on is for \`oauth-tokens callback\`)`
  if (!/\s/.test(text))
    return phrase`one word, perhaps a token by itself (write REFRESH_TOKEN= or ACCESS_TOKEN= before it)`
  return phrase`in no format that is known here`
}
