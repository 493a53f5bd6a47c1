import type { Sandbox } from '../src/index.ts'

/** Whatever fields a gateway answers with. */
export type Fields = Record<string, unknown>

export interface Answer {
  status: number
  json: Fields
}

export async function post(
  url: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
  })
  return { status: response.status, json: (await response.json()) as Fields }
}

/** The browser's way through a consent: where it is sent, or the page it stays on. */
export async function browse(url: string, params: Record<string, string>): Promise<URL | string> {
  const response = await fetch(`${url}&${new URLSearchParams(params)}`, { redirect: 'manual' })
  const location = response.headers.get('location')
  return location ? new URL(location) : response.text()
}

export async function control(sandbox: Sandbox, path: string, body: object): Promise<Answer> {
  return post(`${sandbox.url}/_sandbox${path}`, {}, JSON.stringify(body))
}
