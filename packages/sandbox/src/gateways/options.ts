/** How an emulated gateway is set up: a service that keeps the Zalo tokens of Official Accounts itself. */
export interface GatewayOptions {
  /** @default [demoShop] */
  shops?: GatewayShop[]
  /** Key of a partner who acts for shops. @default 'sandbox-partner:not-a-real-key' */
  partnerKey?: string
  /** Seconds from a consent to `expires_at`, the end of Zalo's refresh token. @default 7776000, 90 days */
  consentLifetime?: number
  /** Seconds. @default 600 */
  codeLifetime?: number
}

export interface InteritsOptions extends GatewayOptions {
  /** The older one has `errors`, `total_record` and `current_page`, and no `referentId`. @default 'latest' */
  envelope?: 'latest' | 'old'
  /** `code` of a success: not published; the older sample has 0. @default 0 */
  successCode?: number
}

/** A shop at the gateway. */
export interface GatewayShop {
  /** An int64, in a string. */
  id: string
  name: string
  /** The shop's own key: a Bearer token at eTelecom, the API-KEY at Interits. */
  apiKey: string
  /** The key that a partner uses for this shop, once it has agreed. */
  shopKey: string
  /** Whether the shop has agreed to the partner. @default true */
  authorized?: boolean
  /** Zalo apps whose secrets the gateway is given. */
  apps: GatewayApp[]
  oas: GatewayOa[]
}

export interface GatewayApp {
  appId: string
  appSecret: string
  /** Official Account Callback URLs, compared byte for byte. */
  redirectUris: string[]
}

export interface GatewayOa {
  /** 19 digits. */
  id: string
  name: string
  /** Connected when the sandbox starts. @default false */
  connected?: boolean
}
