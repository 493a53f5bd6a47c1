import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { BodyTooLargeError, largestBody } from './body-limit.ts'

// An end that is missing is forgiven, as fetch forgives it: whether the text is whole is judged by who reads it.
const bounds = { maxOutputLength: largestBody, finishFlush: zlib.constants.Z_SYNC_FLUSH }
const brotliBounds = { maxOutputLength: largestBody, finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH }

const gunzip = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)
const inflate = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate)
const inflateRaw = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflateRaw)
const brotli = promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)

/** For servers that encode although they were asked not to. An encoding that is not known is left as it is. */
export async function decoded(bytes: Buffer, contentEncoding: string): Promise<Buffer> {
  // Listed in the order in which they were applied.
  const encodings = contentEncoding.toLowerCase().split(',').reverse()
  let body = bytes
  try {
    for (const encoding of encodings) body = await decodedOnce(body, encoding.trim())
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? new BodyTooLargeError() : error
  }
  return body
}

function decodedOnce(body: Buffer, encoding: string): Promise<Buffer> | Buffer {
  if (encoding === 'gzip' || encoding === 'x-gzip') return gunzip(body, bounds)
  if (encoding === 'br') return brotli(body, brotliBounds)
  // Some servers leave out the two bytes of the zlib format.
  if (encoding === 'deflate')
    return ((body[0] ?? 0) & 15) === 8 ? inflate(body, bounds) : inflateRaw(body, bounds)
  return body
}
