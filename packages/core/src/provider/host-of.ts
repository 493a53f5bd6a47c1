const known = new Map<string, string>()
const most = 1_000

/** The host of an address, with its port. Remembered: there are few token endpoints, and each is called very often. */
export function hostOf(url: string): string {
  const host = known.get(url) ?? new URL(url).host
  if (known.size >= most) known.clear()
  known.set(url, host)
  return host
}
