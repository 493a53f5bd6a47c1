import { optionError } from './option-error.ts'

/** Whether a host is this machine, by name: nobody between us and it could listen. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}

/**
 * An address that secrets may be sent to: https, or plain http to this machine.
 * @throws ConfigurationError that never repeats the address, which may carry a password
 */
export function endpointUrl(provider: string, option: string, value: unknown): URL {
  const example = 'Expected something like https://id.example.com/oauth/token'
  if (typeof value !== 'string' || !URL.canParse(value)) {
    throw optionError(provider, option, 'is not an absolute URL', `${example}.`)
  }
  const url = new URL(value)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw optionError(provider, option, `starts with ${url.protocol}, not https:`, `${example}.`)
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw optionError(
      provider,
      option,
      `is plain http to ${url.hostname}: secrets would travel in the clear`,
      'Use https; plain http is allowed only to 127.0.0.1, [::1] and localhost.',
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw optionError(provider, option, 'carries a user name or password', 'Remove it from the URL.')
  }
  if (url.hash !== '') throw optionError(provider, option, 'carries a #fragment', 'Remove it from the URL.')
  return url
}
