import type { Cause } from '../errors.ts'
import { errorChain, type Link } from './error-chain.ts'
import { foreignText } from './foreign-text.ts'
import { wasNotSent } from './not-sent.ts'
import type { Redact } from './redact.ts'

/** Errors of sockets, names and TLS: their texts name hosts and ports. All other texts may repeat what was sent. */
const speaksOfNetwork = /^(E[A-Z\d]+|EAI_[A-Z]+|UND_ERR_[A-Z_]+|ERR_(TLS|SSL)_[A-Z\d_]+|HPE_[A-Z_]+)$/

/** Our own copy of a foreign error. The error itself, whose chain holds requests and answers, is let go. */
export function causeOf(error: unknown, host: string, redact: Redact): Cause {
  const chain = errorChain(error)
  const telling = chain.find(isNetworkError)
  if (telling?.code !== undefined) {
    const detail = foreignText(telling.message, redact)
    return { name: wordOf(telling.name), code: telling.code, host, ...(detail !== '' && { detail }) }
  }
  if (chain.some(({ name }) => name === 'TimeoutError'))
    return { name: 'TimeoutError', code: 'timeout', host }
  const innermost = chain.at(-1)
  const code = chain.find((link) => link.code !== undefined && isWord(link.code))?.code
  return { name: wordOf(innermost?.name ?? 'Error'), ...(code !== undefined && { code }), host }
}

function isNetworkError({ code }: Link): boolean {
  return code !== undefined && isWord(code) && (speaksOfNetwork.test(code) || wasNotSent({ code }))
}

// Names and codes are words; anything else in their place is not copied.
function isWord(text: string): boolean {
  return /^[A-Za-z][A-Za-z\d_.]{0,59}$/.test(text)
}

function wordOf(name: string): string {
  return isWord(name) ? name : 'Error'
}
