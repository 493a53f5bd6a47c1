/** Text, or where to read it: a variable (environment, then `.env`), or a file beside the configuration. */
export type Value = string | { env: string } | { file: string }

/** What `oauth-tokens.config.*` exports. Paths are relative to that file. */
export interface Config {
  /** Store URL: `file:DIR`, `memory:`. @default `file:` in the user's data directory */
  store?: string
  /** 32 bytes base64url each; the first encrypts, all decrypt. @default a key that the embedded store makes */
  encryptionKeys?: Value[]
  /** Language of messages. @default 'en' */
  lang?: 'en' | 'vi'
  /** How long before its expiry a token counts as due: seconds, or text such as `'5m'`. @default the adapter's own */
  refreshMargin?: number | string
  /** Folder for tokens that the store did not take, or false for none. @default in the user's state directory */
  rescueDir?: string | false
  providers?: ProviderConfig[]
}

/** One app that is registered at a provider. */
export type ProviderConfig = ZaloOaConfig

export interface ZaloOaConfig {
  adapter: 'zalo-oa'
  /** First part of connection ids. @default the adapter's name */
  id?: string
  /** The app id. In quotes: it is longer than a JSON number can hold. */
  clientId: Value
  /** The app's secret key; several, in the order to try them, while it is being changed. */
  clientSecret: Value | Value[]
  /** The Official Account Callback Url as the console has it, byte for byte. Needed to log in. */
  redirectUri?: Value
  /** A consent link copied from the console; it may stand for `redirectUri`. @default made from the other settings */
  consentUrl?: Value
  /** Sends every call to one origin, such as the sandbox. @default Zalo's own addresses */
  baseUrl?: Value
  /** Zalo has none: permissions are ticked in the console. */
  scopes?: []
  /** false: without PKCE; `{ codeVerifier }`: the verifier whose challenge the console has. @default true */
  pkce?: boolean | { codeVerifier: Value }
  /** Overrides single addresses. */
  endpoints?: Partial<
    Record<'authorization' | 'token' | 'revocation' | 'userInfo' | 'deviceAuthorization', string>
  >
}
