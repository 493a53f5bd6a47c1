import { errorChain, type Link } from './error-chain.ts'

/** Failures before the first byte of a request: no connection, no name, or no trust in the server's certificate. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'BAD_PORT',
  'PROXY_REFUSED',
  // Certificates are checked before the request is written. Names as in Node's "X509 certificate error codes".
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  // What answered did not speak TLS at all. Other ERR_SSL codes may be alerts that follow the request.
  'ERR_SSL_WRONG_VERSION_NUMBER',
])

/** Whether an error proves that nothing left this machine. Where it is only likely, the answer is no. */
export function wasNotSent(error: unknown): boolean {
  return errorChain(error).some(isBeforeSending)
}

function isBeforeSending({ code, syscall }: Link): boolean {
  // ETIMEDOUT and EHOSTUNREACH also end connections that were open: the system call tells.
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true
  if (code === undefined || (syscall !== undefined && code.startsWith('E') && !code.startsWith('ERR_')))
    return false
  return beforeSending.has(code) || code.startsWith('EAI_')
}
