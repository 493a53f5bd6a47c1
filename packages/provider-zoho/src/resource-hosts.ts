import { environments, type Place } from './place.ts'

/**
 * Products with hosts of their own: `desk.zoho.eu` beside `accounts.zoho.eu`. The pattern is documented for several
 * products; `allowHosts` takes what is missing here.
 */
const products = [
  'books',
  'creator',
  'desk',
  'expense',
  'inventory',
  'invoice',
  'mail',
  'projects',
  'recruit',
  'social',
  'sprints',
  'workdrive',
  'writer',
]

/** Origins that may receive an access token. */
export function resourceHosts(places: readonly Place[]): string[] {
  const hosts = places.flatMap(({ accounts, api }) => {
    const { hostname, origin } = new URL(accounts)
    const domain = /^accounts\.(zoho(?:cloud)?\..+)$/.exec(hostname)?.[1]
    const ofProducts = domain === undefined ? [] : products.map((product) => `https://${product}.${domain}`)
    return [new URL(api).origin, ...environments(api), ...ofProducts, origin]
  })
  return [...new Set(hosts)]
}
