import { printable } from '../connection/connection-id.ts'
import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import { isLoopback } from '../provider/endpoint-url.ts'
import type { ProviderAdapter } from '../provider/provider.ts'

/**
 * The address of a call that may carry this provider's access token: one of its resource hosts, or a host that the
 * user allowed. @throws ConfigurationError before anything is sent
 */
export function allowedTarget(
  target: string | URL,
  { id, resourceHosts }: Pick<ProviderAdapter, 'id' | 'resourceHosts'>,
  allowHosts: readonly string[],
): URL {
  const text = String(target)
  if (!URL.canParse(text)) {
    throw new ConfigurationError(
      phrase`"${printable(text)}" is not an absolute URL: expected something like https://api.example.com/path.`,
      { provider: id, code: 'invalid_url' },
    )
  }
  const url = new URL(text)
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  const allowed = [...resourceHosts, ...allowHosts]
  if (secure && url.username === '' && url.password === '' && allowed.includes(url.origin)) return url
  const expected = allowed.length > 0 ? allowed.join(', ') : phrase`none is configured`
  throw new ConfigurationError(
    phrase`A token of ${id} is not sent to ${printable(url.origin)}: it goes only over https to the hosts of its provider (${expected}). If this host may have it, add it to allowHosts.`,
    { provider: id, code: 'host_not_allowed' },
  )
}

/** `api.example.com`, `api.example.com:8443` or an origin. @throws ConfigurationError */
export function originOf(host: string): string {
  const url = host.includes('://') ? host : `https://${host}`
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const plain =
    parsed?.pathname === '/' && parsed.search === '' && parsed.hash === '' && parsed.username === ''
  const secure =
    parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback(parsed.hostname))
  if (parsed && plain && secure && !host.includes('*')) return parsed.origin
  throw new ConfigurationError(
    phrase`allowHosts holds "${printable(host)}": expected a host like api.example.com or an origin like https://api.example.com, exact, without a path or a "*"; plain http only for this machine.`,
    { code: 'invalid_allow_host' },
  )
}
