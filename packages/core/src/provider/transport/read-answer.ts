import type { IncomingMessage } from 'node:http'
import { type AnswerHeaders, ReceivedHeaders } from '../answer-headers.ts'
import { BodyTooLargeError, largestBody } from './body-limit.ts'
import { decoded } from './content-encoding.ts'
import type { WholeAnswer } from './transport.ts'

const decoder = new TextDecoder()

/** @throws BodyTooLargeError, or whatever cut the body off */
export function readAnswer(message: IncomingMessage): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    message.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > largestBody) reject(new BodyTooLargeError())
      else chunks.push(chunk)
    })
    message.on('error', reject)
    message.on('end', () => {
      const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
      const headers = new ReceivedHeaders(message.rawHeaders)
      const encoding = headers.get('content-encoding')
      const whole = (body: Buffer) => answerOf(message, headers, body)
      if (encoding === null || bytes.length === 0) resolve(whole(bytes))
      else decoded(bytes, encoding).then(whole).then(resolve, reject)
    })
  })
}

function answerOf({ statusCode }: IncomingMessage, headers: AnswerHeaders, body: Buffer): WholeAnswer {
  return { status: statusCode ?? 0, headers, text: decoder.decode(body) }
}
