/**
 * @param {import('node:stream').Readable} stream
 * @returns {Promise<string>} everything that it says
 */
export async function textOf(stream) {
  let text = ''
  for await (const chunk of stream) text += chunk
  return text
}

/**
 * Resolves with the first match; rejects when the stream ends without one.
 *
 * @param {import('node:stream').Readable} stream
 * @param {RegExp} pattern
 * @returns {Promise<string>}
 */
export async function firstMatch(stream, pattern) {
  let text = ''
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    text += chunk
    const [match] = pattern.exec(text) ?? []
    if (match !== undefined) {
      stream.resume()
      return match
    }
  }
  throw new Error(`It ended without saying ${pattern}: ${text}`)
}

/**
 * @param {import('node:stream').Readable} stream one JSON document a line
 * @returns {Promise<any>}
 */
export async function firstDocument(stream) {
  return JSON.parse(await firstMatch(stream, /^.*\n/))
}
