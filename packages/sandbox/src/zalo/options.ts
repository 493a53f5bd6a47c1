/** How the emulated Zalo is set up. */
export interface ZaloOptions {
  /** @default [demoApp] */
  apps?: ZaloApp[]
  /** Seconds. @default 90000 */
  accessTokenLifetime?: number
  /** Seconds. @default 7776000, 90 days */
  refreshTokenLifetime?: number
  /** Seconds. @default 600 */
  codeLifetime?: number
  /** Zalo sends a string; it has been seen as a number and could be left out. @default 'string' */
  expiresInAs?: 'string' | 'number' | 'missing'
  /** Calls of the OA API that one app may make in a minute. @default 4000 */
  callsPerMinute?: number
  /**
   * What every API answers to a dead token, as -220, 216, 401 or -401: all were seen.
   * @default -216; -220 once the OA removed the app; -124 at business.openapi.zalo.me
   */
  deadTokenCode?: number | string
}

/** An app at developers.zalo.me. */
export interface ZaloApp {
  appId: string
  secretKey: string
  /** Official Account Callback URLs, compared byte for byte. */
  redirectUris: string[]
  /** The OAs that can authorize this app. */
  oas: ZaloOa[]
  /** The console's switch: each API call needs the appsecret_proof header. @default false */
  checkSecretProof?: boolean
}

/** An Official Account. */
export interface ZaloOa {
  /** 19 digits, beyond what a JSON number can hold. */
  id: string
  name: string
  /** The name of the id in the answer of getoa: both are seen in the wild. @default 'oa_id' */
  idField?: 'oa_id' | 'oaid'
}
