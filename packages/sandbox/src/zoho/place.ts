import { isDataCentre, type ZohoDataCentre } from './data-centres.ts'
import type { ZohoState } from './zoho-state.ts'

/** Where a request went: Zoho's hosts are paths here. */
export interface Place {
  /** Of the sandbox, as the client addressed it. */
  origin: string
  dataCentre: ZohoDataCentre
  /** What follows the data centre, as `/oauth/v2/token` or `/api/crm/v8/org`. */
  path: string
}

const prefix = '/zoho'

/** `host` is the Host header, by which answers name the sandbox. */
export function placeOf(fullPath: string, host: string | undefined): Place {
  const origin = `http://${host}`
  const path = fullPath.slice(prefix.length)
  const [, first] = path.split('/')
  if (!isDataCentre(first)) return { origin, dataCentre: 'us', path }
  return { origin, dataCentre: first, path: path.slice(1 + first.length) }
}

/** The path of an accounts host: relative to whatever origin the browser is at. */
export function accountsPath(dataCentre: ZohoDataCentre): string {
  return `${prefix}/${dataCentre}`
}

/** What answers and callbacks call the accounts host of a data centre. */
export function accountsServer({ quirks }: ZohoState, origin: string, dataCentre: ZohoDataCentre): string {
  const url = quirks.accountsServers[dataCentre] ?? origin + accountsPath(dataCentre)
  return quirks.trailingSlash.includes(dataCentre) ? `${url}/` : url
}

export function apiDomain({ quirks }: ZohoState, { origin, dataCentre }: Place): string {
  return quirks.apiDomains[dataCentre] ?? `${origin}${accountsPath(dataCentre)}/api`
}
