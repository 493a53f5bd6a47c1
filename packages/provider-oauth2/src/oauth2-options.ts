import type { OAuthProviderDefinition, ProviderOptions } from '@oauth-tokens/core'

/** How the app authenticates at the token endpoint (RFC 6749 section 2.3, OpenID Connect Core 1.0 section 9). */
export type ClientAuthMethod = 'client_secret_basic' | 'client_secret_post' | 'none' | 'private_key_jwt'

/** The settings of one app at one standard server. */
export interface OAuth2Options
  extends Omit<ProviderOptions, 'id' | 'baseUrl'>,
    Partial<
      Pick<OAuthProviderDefinition, 'limits' | 'refreshTokenExpiry' | 'refreshTokens' | 'resourceHosts'>
    > {
  /** Names this server: the first part of connection ids, `[a-z][a-z0-9-]*`. */
  id: string
  /** The server's own name for itself, an https URL: its endpoints and keys are found there. */
  issuer?: string | undefined
  /** @default `private_key_jwt` with a `privateKey`, `none` without a secret, else as the server says, basic first */
  clientAuth?: ClientAuthMethod | undefined
  /** For `private_key_jwt`: an unencrypted RSA or EC or Ed25519 key, as PEM or as the JSON of a JWK. */
  privateKey?: string | undefined
  /** By which the server knows the key. @default the `kid` of a JWK */
  keyId?: string | undefined
  /** For whom the app signs with its key. @default the issuer, else the token endpoint */
  assertionAudience?: string | undefined
  /** PKCE with S256 (RFC 7636). @default true */
  pkce?: boolean | undefined
  /** Where the tokens will be used (RFC 8707). */
  resource?: string | undefined
  /** The same in the words of some servers; sent when a login starts and with client credentials. */
  audience?: string | undefined
  /** Further parameters of the consent page, such as `prompt`. */
  authorizationParameters?: Readonly<Record<string, string>> | undefined
  /** Which claim of the id_token or the user info names the account; `false`: you do. @default 'sub' */
  accountClaim?: string | false | undefined
  /** Refreshing ends the access token before it at once. @default false */
  newAccessTokenRevokesOld?: boolean | undefined
  /** Seconds assumed when an answer does not tell. */
  accessTokenLifetime?: number | undefined
  refreshTokenLifetime?: number | undefined
  /** Seconds before expiry at which a token counts as due. */
  refreshMargin?: number | undefined
}
