import { isDataCentre, type ZohoDataCentre } from '../data-centres.ts'
import { changeSettings, isBoolean, oneOf } from './checked-settings.ts'

/** Oddities that were seen or documented in more than one form: each can be switched. */
export interface ZohoQuirks {
  /** `milliseconds`: beside `expires_in_sec`, as until 2020 and still in China. @default 'seconds' */
  expiresInAs: 'seconds' | 'milliseconds' | 'string'
  /** Whether a refresh names the API host again. @default true */
  apiDomainOnRefresh: boolean
  /** Whether answers list the scopes, and what stands between them. @default 'none' */
  scopeAs: 'none' | 'comma' | 'space'
  /** HTTP status of an error of the token endpoint. @default 200 */
  errorStatus: 200 | 400
  /** HTTP status of the throttle: 200 is documented, 400 was recorded of late. @default 400 */
  throttleStatus: 200 | 400
  /** A throttled request starts the window anew, as one project saw. @default false */
  throttledRetriesExtend: boolean
  /** What a code or refresh token of another data centre gets. @default 'invalid_client' */
  wrongDataCentre: 'invalid_client' | 'invalid_code'
  /** Data centres whose `accounts-server` ends in a slash. @default [] */
  trailingSlash: ZohoDataCentre[]
  /** Whether a refusal tells the data centre, as a consent does. @default false */
  denialWithLocation: boolean
  /** `expires_in` and `interval` of a device code. @default 'seconds' */
  deviceUnits: 'seconds' | 'milliseconds'
  /** The field that names another data centre while a device is polled for. @default 'user_location' */
  deviceLocationField: 'user_location' | 'dc'
  /** What `accounts-server` names, in place of the path here. @default {} */
  accountsServers: Partial<Record<ZohoDataCentre, string>>
  /** What `api_domain` names, in place of the path here. @default {} */
  apiDomains: Partial<Record<ZohoDataCentre, string>>
}

export function quirksOf(changes: Partial<ZohoQuirks> = {}): ZohoQuirks {
  const quirks: ZohoQuirks = {
    expiresInAs: 'seconds',
    apiDomainOnRefresh: true,
    scopeAs: 'none',
    errorStatus: 200,
    throttleStatus: 400,
    throttledRetriesExtend: false,
    wrongDataCentre: 'invalid_client',
    trailingSlash: [],
    denialWithLocation: false,
    deviceUnits: 'seconds',
    deviceLocationField: 'user_location',
    accountsServers: {},
    apiDomains: {},
  }
  changeQuirks(quirks, changes)
  return quirks
}

/** @throws TypeError for an unknown name or value: a typing error would silently change nothing */
export function changeQuirks(quirks: ZohoQuirks, changes: Partial<ZohoQuirks>): void {
  changeSettings(quirks, changes, {
    expiresInAs: oneOf('seconds', 'milliseconds', 'string'),
    apiDomainOnRefresh: isBoolean,
    scopeAs: oneOf('none', 'comma', 'space'),
    errorStatus: oneOf(200, 400),
    throttleStatus: oneOf(200, 400),
    throttledRetriesExtend: isBoolean,
    wrongDataCentre: oneOf('invalid_client', 'invalid_code'),
    trailingSlash: (value) => Array.isArray(value) && value.every(isDataCentre),
    denialWithLocation: isBoolean,
    deviceUnits: oneOf('seconds', 'milliseconds'),
    deviceLocationField: oneOf('user_location', 'dc'),
    accountsServers: isByDataCentre,
    apiDomains: isByDataCentre,
  })
}

function isByDataCentre(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(value).every(([key, url]) => isDataCentre(key) && typeof url === 'string')
}
