import type { IncomingMessage } from 'node:http'
import { BodyTooLargeError, largestBody } from './body-limit.ts'
import { decoded } from './content-encoding.ts'
import type { WholeAnswer } from './transport.ts'

const decoder = new TextDecoder()

/** @throws BodyTooLargeError, or whatever cut the body off */
export async function readAnswer(message: IncomingMessage): Promise<WholeAnswer> {
  const bytes = await bytesOf(message)
  const encoding = message.headers['content-encoding']
  const body = encoding === undefined || bytes.length === 0 ? bytes : await decoded(bytes, encoding)
  return { status: message.statusCode ?? 0, headers: headersOf(message), text: decoder.decode(body) }
}

function bytesOf(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    message.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > largestBody) reject(new BodyTooLargeError())
      else chunks.push(chunk)
    })
    message.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    message.on('error', reject)
  })
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers()
  for (let index = 0; index < rawHeaders.length; index += 2) {
    try {
      headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '')
    } catch {
      // A header that the standard forbids must not cost the tokens in the body.
    }
  }
  return headers
}
