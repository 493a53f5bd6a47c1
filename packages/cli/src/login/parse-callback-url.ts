import { UsageError } from '../usage-error.ts'

/** @throws UsageError that does not repeat it: a code may be inside */
export function parseCallbackUrl(text: string): URL {
  const trimmed = text.trim()
  if (/^https?:\/\//i.test(trimmed) && URL.canParse(trimmed)) return new URL(trimmed)
  throw new UsageError(
    'That is no address: expected the whole URL that the browser ended on, https://… or http://…, in quotes.',
    { code: 'invalid_callback_url' },
  )
}
