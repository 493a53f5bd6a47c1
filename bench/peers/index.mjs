/** The subjects by file name: `limit` and `ours` need nothing installed here. */
export const ours = ['limit', 'ours']
export const peers = [
  'google-auth-library',
  'badgateway',
  'simple-oauth2',
  'slack',
  'openid-client-keyv',
  'atproto',
  'msal-node',
  'better-auth',
]

export const load = (subject) => import(`./${subject}.mjs`)
