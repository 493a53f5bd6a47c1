type OAuthProvider = typeof import('../oauth-provider.ts')

let loaded: Promise<OAuthProvider> | undefined

/** openid-client is loaded by whoever sends a request: a token that is still good needs none of it. */
export function loadOAuthProvider(): Promise<OAuthProvider> {
  loaded ??= import('../oauth-provider.ts')
  return loaded
}
