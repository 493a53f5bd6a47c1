/** Token answers are a few kilobytes; whoever sends more is not answering. */
export const largestBody = 1024 * 1024

/** The body was longer than `largestBody`, and the rest of it was not read. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
  readonly code = 'answer_too_large'
}

/**
 * Reads a body to its end, counting what comes out of decompression.
 * @throws BodyTooLargeError, or whatever cut the body off
 */
export async function readBody(response: Response): Promise<string> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  // Leaving the loop by throwing cancels the stream and with it the connection.
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > largestBody) throw new BodyTooLargeError(`The answer is larger than ${largestBody} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
