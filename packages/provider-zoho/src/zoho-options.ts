import type { ProviderOptions } from '@oauth-tokens/core'
import type { DataCenter } from './data-centers.ts'

/** The settings of one client of the Zoho API console. */
export interface ZohoOptions extends ProviderOptions {
  /** As `1000.ABC…`: the same in every data centre. */
  clientId: string
  /** The client's secret, or several in order while it is being rotated. */
  clientSecret: string | readonly string[]
  /** The secrets of data centres that have one of their own, by location. */
  clientSecrets?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** An authorized redirect URI of the client, letter for letter. A Self Client has none. */
  redirectUri?: string | undefined
  /** As `ZohoCRM.modules.ALL`. With `AaaServer.profile.READ` or `email` the account is told. @default ['AaaServer.profile.READ'] */
  scopes?: readonly string[] | undefined
  /** Location of the data centre that the app is registered in: us, eu, in, au, jp, ca, sa, uk, cn, ae or one of `dataCenters`. @default 'us' */
  dataCenter?: string | undefined
  /** Further data centres, or other addresses of known ones, by location. Stronger than `baseUrl`. */
  dataCenters?: Readonly<Record<string, DataCenter>> | undefined
  /** PKCE with S256: wanted by mobile and desktop clients, undocumented for server clients. @default false */
  pkce?: boolean | undefined
  /** `consent`: the consent page is always shown, and only then a second login brings a refresh token. @default 'consent' */
  prompt?: 'consent' | false | undefined
  /** The word before the token in the Authorization header. @default 'Zoho-oauthtoken' */
  tokenScheme?: 'Zoho-oauthtoken' | 'Bearer' | undefined
  /**
   * In place of Zoho's hosts: the United States at this address, every other data centre in a folder of its name, and
   * the APIs of each in its folder `api`.
   */
  baseUrl?: string | undefined
}
