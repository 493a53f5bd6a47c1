/** Where a request goes. */
export interface Target {
  protocol: 'http:' | 'https:'
  /** With the port, where it is not the protocol's own. */
  host: string
  hostname: string
  port: string
  path: string
}

const mostTargets = 1_000

/** Takes URLs apart, each once: token endpoints are few, and called very often. */
export function targets(): (url: string) => Target {
  const known = new Map<string, Target>()
  return (url) => {
    const target = known.get(url) ?? targetOf(url)
    if (known.size >= mostTargets) known.clear()
    // One with a query seldom comes again, and may hold a token.
    if (!url.includes('?')) known.set(url, target)
    return target
  }
}

function targetOf(url: string): Target {
  const { protocol, host, hostname, port, pathname, search } = new URL(url)
  return {
    protocol: protocol === 'https:' ? 'https:' : 'http:',
    host,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    path: pathname + search,
  }
}
