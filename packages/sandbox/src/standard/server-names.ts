/** The servers that differ from a standard one by data: the first part of their paths, and their names in faults. */
export const standardServerNames = ['lazada'] as const satisfies readonly string[]

export type StandardServerName = (typeof standardServerNames)[number]

/** As options and emulators are called: `acme-shop` is `acmeShop`. */
export type InCode<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<InCode<Rest>>}`
  : Name

export function inCode(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** Base URLs in place of the vendors' own: `acmeShopUrl` is as `http://127.0.0.1:8911/acme-shop`. */
export type StandardServerUrls = { readonly [Name in StandardServerName as `${InCode<Name>}Url`]: string }

export function standardServerUrls(url: string): StandardServerUrls {
  const urls = standardServerNames.map((name) => [`${inCode(name)}Url`, `${url}/${name}`])
  return Object.fromEntries(urls) as StandardServerUrls
}
