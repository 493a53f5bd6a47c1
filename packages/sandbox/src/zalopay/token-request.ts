/** The body of a token call: which field is there says which grant it is. */
export type TokenRequest = { code: string; codeVerifier: string } | { refreshToken: string }

/**
 * Undefined for anything but `{code, code_verifier}` or `{refresh_token}`. Whether ZaloPay minds other fields is
 * not known; here they are refused, so that a client is noticed that sends `grant_type` or `app_id`.
 */
export function readTokenRequest(body: Record<string, unknown> | undefined): TokenRequest | undefined {
  if (!body) return undefined
  const { code, code_verifier: codeVerifier, refresh_token: refreshToken, ...rest } = body
  if (Object.keys(rest).length > 0) return undefined
  if (refreshToken === undefined)
    return isText(code) && isText(codeVerifier) ? { code, codeVerifier } : undefined
  if (code !== undefined || codeVerifier !== undefined) return undefined
  return isText(refreshToken) ? { refreshToken } : undefined
}

export function grantTypeOf(request: TokenRequest): 'authorization_code' | 'refresh_token' {
  return 'code' in request ? 'authorization_code' : 'refresh_token'
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
