import { createHash, randomBytes } from 'node:crypto'
import { demoApp, type Sandbox } from '../src/index.ts'

export const redirectUri = demoApp.redirectUris[0]!
export const [oa, otherOa] = demoApp.oas as [(typeof demoApp.oas)[0], (typeof demoApp.oas)[0]]

/** Whatever fields Zalo answers with. */
interface Body {
  access_token: string
  refresh_token: string
  expires_in?: unknown
  error?: unknown
  data: Record<string, unknown>
}

export interface Answer {
  status: number
  headers: Headers
  text: string
  json: Body
}

export function pkcePair(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

export function permissionUrl(sandbox: Sandbox, params: Record<string, string> = {}): string {
  const query = new URLSearchParams({ app_id: demoApp.appId, redirect_uri: redirectUri, ...params })
  return `${sandbox.zaloUrl}/v4/oa/permission?${query}`
}

/** Follows a consent with the browser's part played by `auto=allow`. */
export async function consent(
  sandbox: Sandbox,
  params: Record<string, string> = {},
): Promise<URLSearchParams> {
  const response = await fetch(permissionUrl(sandbox, { auto: 'allow', ...params }), { redirect: 'manual' })
  return new URL(response.headers.get('location')!).searchParams
}

export async function postToken(
  sandbox: Sandbox,
  fields: Record<string, string>,
  options: { secret?: string; signal?: AbortSignal } = {},
): Promise<Answer> {
  const response = await fetch(`${sandbox.zaloUrl}/v4/oa/access_token`, {
    method: 'POST',
    headers: { secret_key: options.secret ?? demoApp.secretKey },
    body: new URLSearchParams({ app_id: demoApp.appId, ...fields }),
    ...(options.signal && { signal: options.signal }),
  })
  return answerOf(response)
}

export function exchangeCode(
  sandbox: Sandbox,
  code: string,
  fields: Record<string, string> = {},
): Promise<Answer> {
  return postToken(sandbox, { grant_type: 'authorization_code', code, ...fields })
}

export function refresh(sandbox: Sandbox, refreshToken: string, signal?: AbortSignal): Promise<Answer> {
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken }
  return postToken(sandbox, fields, signal ? { signal } : {})
}

export async function getoa(sandbox: Sandbox, headers: Record<string, string>): Promise<Answer> {
  return answerOf(await fetch(`${sandbox.zaloUrl}/v2.0/oa/getoa`, { headers }))
}

/** Lets the event loop turn until something holds; the test's own time limit ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  const json = text.startsWith('{') ? JSON.parse(text) : {}
  return { status: response.status, headers: response.headers, text, json }
}
