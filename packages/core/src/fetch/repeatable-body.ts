/** Whether a request body can be sent a second time: a stream is used up by the first. */
export function isRepeatable(body: RequestInit['body']): boolean {
  if (body === undefined || body === null || typeof body === 'string') return true
  return (
    body instanceof URLSearchParams ||
    body instanceof FormData ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body)
  )
}
