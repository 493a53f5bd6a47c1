import { demoZaloPayApp, type Sandbox } from '../src/index.ts'

/** Whatever fields ZaloPay answers with. */
export interface Answer {
  status: number
  json: {
    data: { access_token: string; refresh_token: string; expires_in: unknown; refresh_expires_in: unknown }
    error: { error: string; code: number; details: { error_info: { reason: string } } }
  } & Record<string, unknown>
}

export async function postToken(
  sandbox: Sandbox,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${sandbox.zalopayUrl}/oauth/v1/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-secret-key': demoZaloPayApp.secretKey, ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, json: (await response.json()) as Answer['json'] }
}

export function refresh(sandbox: Sandbox, refreshToken: string): Promise<Answer> {
  return postToken(sandbox, { refresh_token: refreshToken })
}

/** The code that the mini app gets for a challenge. */
export function codeFor(
  sandbox: Sandbox,
  codeChallenge: string,
  choice?: Parameters<Sandbox['zalopay']['getOauthV1Code']>[1],
): string {
  const answer = sandbox.zalopay.getOauthV1Code({ appId: demoZaloPayApp.appId, codeChallenge }, choice)
  if (answer.status !== 'success') throw new Error(answer.error.code)
  return answer.data.code
}

export async function userInfo(
  sandbox: Sandbox,
  accessToken: string,
  { path = '/oauth/user/info', secret = demoZaloPayApp.secretKey } = {},
): Promise<{ status: number; json: Record<string, unknown> }> {
  const headers = { 'x-secret-key': secret, authorization: `Bearer ${accessToken}` }
  const response = await fetch(`${sandbox.zalopayUrl}${path}`, { headers })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}
