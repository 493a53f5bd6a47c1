import type { LazadaOptions } from '@oauth-tokens/provider-lazada'
import type { OAuth2Options, ProviderDeclaration } from '@oauth-tokens/provider-oauth2'
import type {
  ZaloOaViaETelecomOptions,
  ZaloOaViaInteritsOptions,
  ZaloOptions,
} from '@oauth-tokens/provider-zalo-oa'
import type { ZaloPayOptions } from '@oauth-tokens/provider-zalopay'
import type { ZohoOptions } from '@oauth-tokens/provider-zoho'

/** Text, or where to read it: a variable (environment, then `.env`), or a file beside the configuration. */
export type Value = string | { env: string } | { file: string }

/** What `oauth-tokens.config.*` exports. Paths are relative to that file. */
export interface Config {
  /** Store URL: `file:DIR`, `redis://`, `rediss://`, `postgres://` or `memory:`. @default `file:` in the user's data directory */
  store?: string
  /** 32 bytes base64url each, or `keyring:NAME` for the system's keyring; the first encrypts, all decrypt. @default a key that the embedded store makes */
  encryptionKeys?: Value[]
  /** Language of messages. @default 'en' */
  lang?: 'en' | 'vi'
  /** How long before its expiry a token counts as due: seconds, or text such as `'5m'`. @default the adapter's own */
  refreshMargin?: number | string
  /** Folder for tokens that the store did not take, or false for none. @default in the user's state directory */
  rescueDir?: string | false
  /** Hosts that may get tokens by `request`, beside those of the providers: `api.example.com`. @default none */
  allowHosts?: string[]
  /** A page of yours where an owner consents again, told in notifications: `{connection}` becomes the connection id. */
  reauthorizationLink?: string
  /** Who is told, once for each change of a connection's status: a program (JSON on its stdin), or a signed webhook. */
  notify?: { command: string[] } | { url: string; secret: Value }
  providers?: ProviderConfig[]
}

/** One app that is registered at a provider. */
export type ProviderConfig =
  | ZaloOaConfig
  | Written<'zalo', ZaloOptions>
  | Written<'zalo-oa-via-etelecom', ZaloOaViaETelecomOptions>
  | Written<'zalo-oa-via-interits', ZaloOaViaInteritsOptions>
  | Written<'zoho', ZohoOptions>
  | Written<'zalopay', ZaloPayOptions>
  | Written<'oauth2', OAuth2Options>
  | Written<'lazada', LazadaOptions>
  | OwnModuleConfig
  | DeclaredConfig

/** A provider of your own by a module or a package that makes its adapter; what else stands here is passed on to it. */
export interface OwnModuleConfig {
  /** A path from this file, or a package. */
  adapter: `./${string}` | `../${string}` | `/${string}` | `@${string}/${string}` | `oauth-tokens-${string}`
  /** First part of connection ids. */
  id: string
  [option: string]: unknown
}

/** A provider of your own in data. */
export interface DeclaredConfig {
  adapter: ProviderDeclaration
  /** First part of connection ids. */
  id: string
  clientId: Value
  /** Several, in the order to try them, while it is being changed. */
  clientSecret?: Value | Value[]
  /** Needed to log in. */
  redirectUri?: Value
  scopes?: string[]
  /** Sends every call to one origin. */
  baseUrl?: Value
  /** Overrides single addresses. */
  endpoints?: Partial<ProviderDeclaration['endpoints']>
}

/** An adapter's options as they stand in a file: texts may be read from elsewhere. */
type Written<Adapter extends string, Options> = {
  [Name in keyof Omit<Options, 'id' | 'clientSecret'>]: InFile<Options[Name]>
} & {
  adapter: Adapter
  /** First part of connection ids. @default the adapter's name */
  id?: string
  /** Several, in the order to try them, while it is being changed. */
  clientSecret?: Value | Value[]
}

type InFile<Option> = Option extends string ? (string extends Option ? Value : Option) : Option

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
  /** Proves with each call of `fetch` that the app's secret is known. @default false */
  secretProof?: boolean
  /** false: without PKCE; `{ codeVerifier }`: the verifier whose challenge the console has. @default true */
  pkce?: boolean | { codeVerifier: Value }
  /** Overrides single addresses. */
  endpoints?: Partial<
    Record<'authorization' | 'token' | 'revocation' | 'userInfo' | 'deviceAuthorization', string>
  >
}
