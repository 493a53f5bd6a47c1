import { phrase, type Said } from '../phrase.ts'
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

const example = phrase`Expected something like https://id.example.com/oauth/token.`

/**
 * An address that secrets may be sent to: https, or plain http to this machine.
 * @throws ConfigurationError that never repeats the address, which may carry a password
 */
export function endpointUrl(provider: string, option: Said, value: unknown): URL {
  if (typeof value !== 'string' || !URL.canParse(value)) {
    throw optionError(provider, option, phrase`is not an absolute URL`, example)
  }
  const url = new URL(value)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw optionError(provider, option, phrase`starts with ${url.protocol}, not https:`, example)
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw optionError(
      provider,
      option,
      phrase`is plain http to ${url.hostname}: secrets would travel in the clear`,
      phrase`Use https; plain http is allowed only to 127.0.0.1, [::1] and localhost.`,
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw optionError(
      provider,
      option,
      phrase`carries a user name or password`,
      phrase`Remove it from the URL.`,
    )
  }
  if (url.hash !== '')
    throw optionError(provider, option, phrase`carries a #fragment`, phrase`Remove it from the URL.`)
  return url
}
