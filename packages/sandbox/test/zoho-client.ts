import { demoZohoClient, demoZohoUsers, type Sandbox } from '../src/index.ts'

export const client = demoZohoClient
export const redirectUri = client.redirectUris[0]!
export const [usUser, euUser, inUser] = demoZohoUsers as [Person, Person, Person]
type Person = (typeof demoZohoUsers)[0]

/** Whatever fields Zoho answers with. */
export interface ZohoAnswer {
  status: number
  headers: Headers
  text: string
  json: Record<string, unknown> & { access_token: string; refresh_token: string; id_token: string }
}

export const credentials = { client_id: client.clientId, client_secret: client.clientSecret }

export function authUrl(sandbox: Sandbox, params: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope: 'ZohoCRM.org.READ,AaaServer.profile.READ',
    access_type: 'offline',
    ...params,
  })
  return `${sandbox.zohoUrl}/oauth/v2/auth?${query}`
}

/** Follows a consent with the browser's part played by `auto=allow`. */
export async function consent(
  sandbox: Sandbox,
  params: Record<string, string> = {},
): Promise<URLSearchParams> {
  const response = await fetch(authUrl(sandbox, { auto: 'allow', ...params }), { redirect: 'manual' })
  return new URL(response.headers.get('location')!, sandbox.url).searchParams
}

export async function send(url: string, init: RequestInit = {}): Promise<ZohoAnswer> {
  const response = await fetch(url, init)
  const text = await response.text()
  const json = text.startsWith('{') ? JSON.parse(text) : {}
  return { status: response.status, headers: response.headers, text, json }
}

/** A POST of form fields to an accounts host; the client's credentials go along. */
export function post(
  sandbox: Sandbox,
  path: string,
  fields: Record<string, string>,
  dataCentre = 'us',
): Promise<ZohoAnswer> {
  const body = new URLSearchParams({ ...credentials, ...fields })
  return send(`${sandbox.zohoUrl}/${dataCentre}${path}`, { method: 'POST', body })
}

export function exchangeCode(
  sandbox: Sandbox,
  code: string,
  { dataCentre, ...fields }: Record<string, string> = {},
): Promise<ZohoAnswer> {
  const grant = { grant_type: 'authorization_code', redirect_uri: redirectUri, code }
  return post(sandbox, '/oauth/v2/token', { ...grant, ...fields }, dataCentre)
}

export function refresh(sandbox: Sandbox, refreshToken: string, dataCentre = 'us'): Promise<ZohoAnswer> {
  const grant = { grant_type: 'refresh_token', refresh_token: refreshToken }
  return post(sandbox, '/oauth/v2/token', grant, dataCentre)
}

/** A call of an API with a token, as `GET /api/crm/v8/org`. */
export function callApi(
  sandbox: Sandbox,
  path: string,
  token: string,
  { dataCentre = 'us', scheme = 'Zoho-oauthtoken', ...init }: RequestInit & Record<string, unknown> = {},
): Promise<ZohoAnswer> {
  const headers = { authorization: `${scheme} ${token}` }
  return send(`${sandbox.zohoUrl}/${dataCentre}${path}`, { ...init, headers })
}
