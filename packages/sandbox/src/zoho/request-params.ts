import { type Call, formOf } from '../call.ts'

/** The parameters of a POST: Zoho takes them from the query, a form body of either kind, and Basic. */
export function requestParams(call: Call): URLSearchParams {
  const params = new URLSearchParams(call.query)
  for (const [name, value] of [...basicCredentials(call), ...formOf(call), ...multipartFields(call)]) {
    params.set(name, value)
  }
  return params
}

function basicCredentials(call: Call): [name: string, value: string][] {
  const encoded = /^Basic (.+)$/i.exec(call.headers.authorization ?? '')?.[1]
  if (encoded === undefined) return []
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return [
    ['client_id', id],
    ['client_secret', secret.join(':')],
  ]
}

/** The text fields of a multipart body, which the official SDKs send. */
function multipartFields(call: Call): [name: string, value: string][] {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(
    call.headers['content-type'] ?? '',
  )?.[1]
  if (boundary === undefined) return []
  return call.body.split(`--${boundary}`).flatMap((part): [string, string][] => {
    const [head = '', ...rest] = part.split('\r\n\r\n')
    const name = /name="([^"]*)"/i.exec(head)?.[1]
    return name === undefined ? [] : [[name, rest.join('\r\n\r\n').replace(/\r\n$/, '')]]
  })
}
