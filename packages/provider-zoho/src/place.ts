import { endpointUrl, optionError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { DataCenter } from './data-centers.ts'

/** A data centre as it is called here. */
export interface Place extends DataCenter {
  location: string
  /** What may be said to be its accounts host, exactly. */
  accountsNames: readonly string[]
  /** API hosts that an answer may name: they are believed. */
  apis: readonly string[]
  /** What else may be said to be its API host, exactly. */
  apiNames: readonly string[]
}

/** One trailing slash is no difference: some data centres send it (reported). */
export function withoutSlash(address: string): string {
  return address.replace(/\/$/, '')
}

export function vendorPlace(location: string, vendor: DataCenter): Place {
  const { accounts, api } = vendor
  const apis = [api, ...environments(api)]
  return { location, ...vendor, accountsNames: [accounts], apis, apiNames: apis }
}

/** Sandboxes and developer editions of CRM have API hosts of their own, and the same accounts host (official SDK). */
export function environments(api: string): string[] {
  const prefix = 'https://www.zohoapis.'
  if (!api.startsWith(prefix)) return []
  return ['sandbox', 'developer'].map((name) => `https://${name}.zohoapis.${api.slice(prefix.length)}`)
}

export function placeBehind(base: string, location: string, vendor: DataCenter): Place {
  const folder = `${base}/${location}`
  const accounts = location === 'us' ? base : folder
  // Zoho's own name is right too: what stands in for it may be a proxy that passes it on.
  const accountsNames = [accounts, folder, vendor.accounts]
  const api = `${accounts}/api`
  const apis = [api, `${folder}/api`]
  return { location, accounts, api, accountsNames, apis, apiNames: [...apis, vendor.api] }
}

export function givenPlace(provider: string, location: string, given: DataCenter): Place {
  const option = `dataCenters.${location}`
  if (!/^[a-z][a-z0-9-]*$/.test(location)) {
    throw optionError(
      provider,
      option,
      phrase`is not a name`,
      phrase`Expected small letters, as in the location of a callback.`,
    )
  }
  const address = (name: 'accounts' | 'api') =>
    withoutSlash(endpointUrl(provider, `${option}.${name}`, given?.[name]).href)
  const accounts = address('accounts')
  const api = address('api')
  return { location, accounts, api, accountsNames: [accounts], apis: [api], apiNames: [api] }
}
