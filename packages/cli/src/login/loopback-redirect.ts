/** The redirect URI, if this machine can listen there: plain http on loopback. */
export function loopbackRedirect(redirectUri: string | undefined): URL | undefined {
  if (redirectUri === undefined || !URL.canParse(redirectUri)) return undefined
  const url = new URL(redirectUri)
  return url.protocol === 'http:' && isLoopback(url.hostname) ? url : undefined
}

/** The addresses to listen on: a browser may take either for `localhost`. */
export function listenAddresses({ hostname }: URL): readonly [string, ...string[]] {
  if (hostname === 'localhost') return ['127.0.0.1', '::1']
  return [hostname.replace(/^\[|\]$/g, '')]
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
