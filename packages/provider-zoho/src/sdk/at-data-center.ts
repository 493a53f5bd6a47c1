const vendor = /^https:\/\/(\w+)\.zohoapis\.(com(?:\.[a-z]{2})?|[a-z]{2})(?=\/|$)/

/**
 * The same address in the data centre of `apiDomain`: the SDKs take the host from one setting of the whole process.
 * The kind of host is kept (`www`, `sandbox`, `developer`, `content`), and a host that is not Zoho's stays.
 */
export function atDataCenter(url: string, apiDomain: string | undefined): string {
  if (apiDomain === undefined) return url
  const domain = vendor.exec(apiDomain)?.[2]
  if (domain !== undefined) {
    return url.replace(vendor, (_, kind: string) => `https://${kind}.zohoapis.${domain}`)
  }
  // Somebody's own address for a data centre, as the emulated one: Zoho itself is not meant.
  if (vendor.test(url)) return url.replace(vendor, () => apiDomain)
  // One origin stands in for all data centres, each at a path.
  const path = url.indexOf('/crm/')
  const sameOrigin = URL.canParse(url) && new URL(url).origin === new URL(apiDomain).origin
  return path >= 0 && sameOrigin ? apiDomain + url.slice(path) : url
}
