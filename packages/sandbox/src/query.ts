/** A redirect URI with parameters added; empty ones are left out. */
export function withQuery(uri: string, params: Record<string, string>): string {
  const given = Object.entries(params).filter(([, value]) => value !== '')
  // Not through URL, which would rewrite the registered bytes.
  return `${uri}${uri.includes('?') ? '&' : '?'}${new URLSearchParams(given)}`
}
