import { generateKeyPairSync, type KeyObject } from 'node:crypto'

/** The apps that are registered at the test's server. */
export const redirectUri = 'http://127.0.0.1:8910/callback'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' })

export const privateKeyPem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
/** The server's own key. */
export const serverKey = jwk(signing.privateKey, 'of-the-server')

export const basic = { clientId: 'basic', clientSecret: 'secret of: the basic/app+' }
export const post = { clientId: 'post', clientSecret: 'secret-of-the-post-app' }
export const open = { clientId: 'open' }
export const keyed = { clientId: 'keyed', privateKey: privateKeyPem, keyId: 'of-the-app' }

const grants = ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code']

const registered = (client_id: string, token_endpoint_auth_method: string, more: object) => ({
  client_id,
  token_endpoint_auth_method,
  redirect_uris: [redirectUri],
  grant_types: [...grants, ...(token_endpoint_auth_method === 'none' ? [] : ['client_credentials'])],
  id_token_signed_response_alg: 'ES256',
  ...more,
})

export const clients = [
  registered('basic', 'client_secret_basic', { client_secret: basic.clientSecret }),
  registered('post', 'client_secret_post', { client_secret: post.clientSecret }),
  registered('open', 'none', { application_type: 'native' }),
  registered('keyed', 'private_key_jwt', {
    token_endpoint_auth_signing_alg: 'ES256',
    jwks: { keys: [jwk(pair.publicKey, 'of-the-app')] },
  }),
]

function jwk(key: KeyObject, kid: string): object {
  return { ...key.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' }
}
