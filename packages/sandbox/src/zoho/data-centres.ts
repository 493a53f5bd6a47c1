/** The data centres, by the code that a callback gives as `location`. */
export const dataCentres = ['us', 'eu', 'in', 'au', 'jp', 'ca', 'sa', 'uk', 'cn', 'ae'] as const

/** One of `us`, `eu`, `in`, `au`, `jp`, `ca`, `sa`, `uk`, `cn`, `ae`. */
export type ZohoDataCentre = (typeof dataCentres)[number]

export function isDataCentre(value: unknown): value is ZohoDataCentre {
  return dataCentres.some((known) => known === value)
}
