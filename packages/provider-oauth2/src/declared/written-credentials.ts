import type { ClientAuthentication, OAuthProviderDefinition } from '@oauth-tokens/core'
import type { ProviderDeclaration, RequestShape, WrittenCredentials } from './declaration.ts'
import { filled, shaped } from './request-shape.ts'

const methods = {
  basic: 'client_secret_basic',
  post: 'client_secret_post',
  none: 'none',
  client_secret_basic: 'client_secret_basic',
  client_secret_post: 'client_secret_post',
} as const

/** How the app shows who it is. Where the body of a token request has own words, they are written here: it is whole by now. */
export function credentialsOf(
  { clientAuth, tokenRequest = {} }: ProviderDeclaration,
  withSecret: boolean,
): OAuthProviderDefinition['clientAuth'] {
  const { names, omit } = tokenRequest
  const own = names !== undefined || omit !== undefined
  // Own words need a function, which always gets a secret: whoever gave none is told so.
  const declared = clientAuth ?? (withSecret || own ? 'basic' : 'none')
  if (typeof declared === 'object') return written(declared, { names, omit })
  const method = methods[declared]
  return own && method !== 'none' ? standard(method, { names, omit }) : method
}

function written({ headers = {}, body = {} }: WrittenCredentials, shape: RequestShape): ClientAuthentication {
  return (request) => {
    const { clientId, clientSecret } = request
    reshape(request.body, shape)
    for (const [name, value] of Object.entries(headers)) {
      request.headers.set(name, filled(value, { clientId, clientSecret }))
    }
    for (const [name, value] of Object.entries(body)) {
      request.body.set(name, filled(value, { clientId, clientSecret }))
    }
  }
}

function standard(
  method: 'client_secret_basic' | 'client_secret_post',
  shape: RequestShape,
): ClientAuthentication {
  return ({ clientId, clientSecret, body, headers }) => {
    if (method === 'client_secret_basic') {
      const credentials = Buffer.from(`${form(clientId)}:${form(clientSecret)}`).toString('base64')
      headers.set('authorization', `Basic ${credentials}`)
    } else {
      body.set('client_id', clientId)
      body.set('client_secret', clientSecret)
    }
    reshape(body, shape)
  }
}

/** RFC 6749 section 2.3.1: both are written as in a form first. */
function form(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}

function reshape(body: URLSearchParams, shape: RequestShape): void {
  const parameters = shaped([...body], shape)
  for (const name of [...body.keys()]) body.delete(name)
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) body.set(name, value)
}
