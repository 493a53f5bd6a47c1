import type { AnswerHeaders } from '../answer-headers.ts'
import { BodyTooLargeError, largestBody } from './body-limit.ts'
import { decoded } from './content-encoding.ts'
import type { WholeAnswer } from './transport.ts'

const decoder = new TextDecoder()

/** The pieces of a body as they come, within bounds. */
export class BodyPieces {
  readonly #pieces: Buffer[] = []
  #size = 0

  /** @throws BodyTooLargeError */
  add(piece: Buffer): void {
    this.#size += piece.length
    if (this.#size > largestBody) throw new BodyTooLargeError()
    this.#pieces.push(piece)
  }

  /** @throws BodyTooLargeError, or what is wrong with how it was encoded */
  answer(status: number, headers: AnswerHeaders): WholeAnswer | Promise<WholeAnswer> {
    const bytes = this.#pieces.length === 1 ? (this.#pieces[0] as Buffer) : Buffer.concat(this.#pieces)
    const whole = (body: Buffer) => ({ status, headers, text: decoder.decode(body) })
    const encoding = headers.get('content-encoding')
    return encoding === null || bytes.length === 0 ? whole(bytes) : decoded(bytes, encoding).then(whole)
  }
}
