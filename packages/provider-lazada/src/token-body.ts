import type { TokenAnswer } from '@oauth-tokens/core'

/** Lazada's answer in standard words. Refusals come under HTTP 200, so that `code` decides: the text "0" is a success. */
export function readTokenBody({ json, status }: TokenAnswer): Record<string, unknown> | undefined {
  if (json === undefined || status === 429 || status >= 500) return undefined
  const { code, message, type: _type, request_id: _id, ...body } = json
  // Samples of the guide have no code beside the tokens.
  if (code === undefined || String(code) === '0') return refreshable(body)
  return { error: String(code), error_description: message }
}

/** "If refresh_expires_in is 0, the access token cannot be refreshed" (documented). */
function refreshable(body: Record<string, unknown>): Record<string, unknown> {
  const { refresh_token: _, ...others } = body
  return Number(body.refresh_expires_in ?? 1) === 0 ? others : body
}
