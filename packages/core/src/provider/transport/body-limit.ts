/** Token answers are a few kilobytes; whoever sends more is not answering. */
export const largestBody = 1024 * 1024

/** The body was longer than `largestBody`, and the rest of it was not read. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
  readonly code = 'answer_too_large'

  constructor() {
    super(`The answer is larger than ${largestBody} bytes`)
  }
}
