import type { IncomingMessage } from 'node:http'
import { ReceivedHeaders } from '../answer-headers.ts'
import { BodyPieces } from './body-pieces.ts'
import type { WholeAnswer } from './transport.ts'

/** @throws BodyTooLargeError, or whatever cut the body off */
export function readAnswer(message: IncomingMessage): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const body = new BodyPieces()
    message.on('data', (chunk: Buffer) => {
      try {
        body.add(chunk)
      } catch (error) {
        reject(error)
      }
    })
    message.on('error', reject)
    message.on('end', () =>
      resolve(body.answer(message.statusCode ?? 0, new ReceivedHeaders(message.rawHeaders))),
    )
  })
}
