import type { ZohoDataCentre } from './data-centres.ts'
import type { ZohoLifetimes } from './settings/lifetimes.ts'
import type { ZohoLimits } from './settings/limits.ts'
import type { ZohoQuirks } from './settings/quirks.ts'

/** How the emulated Zoho is set up. */
export interface ZohoOptions {
  /** @default [demoZohoClient] */
  clients?: ZohoClient[]
  /** @default demoZohoUsers */
  users?: ZohoUser[]
  /** Seconds. */
  lifetimes?: Partial<ZohoLifetimes>
  limits?: Partial<ZohoLimits>
  quirks?: Partial<ZohoQuirks>
}

/** A client at api-console.zoho.com. Its id is the same in every data centre. */
export interface ZohoClient {
  clientId: string
  clientSecret: string
  /** The secrets of data centres that have one of their own. @default {} */
  clientSecrets?: Partial<Record<ZohoDataCentre, string>>
  /** Where it is registered. @default 'us' */
  dataCentre?: ZohoDataCentre
  /** The data centres switched on besides; `[]` for a Self Client. @default all */
  otherDataCentres?: ZohoDataCentre[]
  /** Compared byte for byte; `[]` for a Self Client. */
  redirectUris: string[]
  /** As for new mobile and desktop clients. @default false */
  requirePkce?: boolean
}

/** An account that can authorize any client. */
export interface ZohoUser {
  /** Digits. */
  zuid: string
  email: string
  firstName: string
  lastName: string
  /** Where the account lives. */
  dataCentre: ZohoDataCentre
  /** The organization, as `soid` names it after the service: digits. */
  orgId: string
  orgName: string
}
