import { ConfigurationError, endpointUrl, optionError } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { zohoDataCenters } from './data-centers.ts'
import { givenPlace, type Place, placeBehind, vendorPlace, withoutSlash } from './place.ts'
import type { ZohoOptions } from './zoho-options.ts'

type Params = Readonly<Record<string, string>>

/** The data centres of one app. */
export interface Places {
  /** Where the app is registered. */
  own: Place
  all: readonly Place[]
  /** Where an account lives by what a callback, an answer or an import says; else why it cannot be told. */
  find(params: Params): Place | { problem: Phrase }
  /** @throws ConfigurationError */
  at(params: Params): Place
}

const accountsKeys = ['accounts-server', 'accounts_server', 'accountsServer']
const apiKeys = ['api_domain', 'apiDomain']

/** @throws ConfigurationError when an option names a place that is unknown or unsafe */
export function readPlaces(provider: string, options: ZohoOptions): Places {
  const places = new Map<string, Place>()
  const base = baseOf(provider, options.baseUrl)
  for (const [location, vendor] of Object.entries(zohoDataCenters)) {
    places.set(
      location,
      base === undefined ? vendorPlace(location, vendor) : placeBehind(base, location, vendor),
    )
  }
  for (const [location, given] of Object.entries(options.dataCenters ?? {})) {
    places.set(location, givenPlace(provider, location, given))
  }
  const own = places.get(String(options.dataCenter ?? 'us').toLowerCase())
  const known = [...places.keys()].join(', ')
  if (own === undefined) {
    const remedy = phrase`Expected one of ${known}, or the name of one in dataCenters.`
    throw optionError(provider, 'dataCenter', phrase`is unknown`, remedy)
  }
  for (const location of Object.keys(options.clientSecrets ?? {})) {
    if (places.has(location)) continue
    throw optionError(
      provider,
      `clientSecrets.${location}`,
      phrase`is for no data centre`,
      phrase`Expected one of ${known}.`,
    )
  }

  const find = (params: Params): Place | { problem: Phrase } => {
    const { location } = params
    const servers = [
      ...namesIn(params, accountsKeys).map((name) => ['accountsNames', name] as const),
      ...namesIn(params, apiKeys).map((name) => ['apiNames', name] as const),
    ]
    const place = location
      ? places.get(location.toLowerCase())
      : servers.length === 0
        ? own
        : [...places.values()].find((one) => servers.every(([kind, name]) => one[kind].includes(name)))
    if (place === undefined) {
      return {
        problem: phrase`names a data centre that is not known here (known: ${known}); dataCenters takes others`,
      }
    }
    // Whoever made the callback or the import chose these: the secret and the tokens go to the table's hosts only.
    const forged = servers.some(([kind, name]) => !place[kind].includes(name))
    return forged
      ? { problem: phrase`names a server that is not the one of its data centre, ${place.location}` }
      : place
  }
  return {
    own,
    all: [...places.values()],
    find,
    at(params) {
      const found = find(params)
      if (!('problem' in found)) return found
      throw new ConfigurationError(
        phrase`What is known of the account of ${provider} ${found.problem}. Nothing is sent. Correct its params: location alone is enough.`,
        { provider, code: 'unknown_place' },
      )
    },
  }
}

function namesIn(params: Params, keys: readonly string[]): string[] {
  return keys.flatMap((key) => (params[key] ? [withoutSlash(params[key])] : []))
}

function baseOf(provider: string, baseUrl: string | undefined): string | undefined {
  if (baseUrl === undefined) return undefined
  const { origin, pathname, search } = endpointUrl(provider, 'baseUrl', baseUrl)
  if (search !== '')
    throw optionError(provider, 'baseUrl', phrase`carries a ?query`, phrase`Remove it from the URL.`)
  return origin + pathname.replace(/\/+$/, '')
}
