/** The server closed the connection instead of answering to the end. Named as node:http names it. */
export class HangUpError extends Error {
  override readonly name = 'HangUpError'
  readonly code = 'ECONNRESET'

  constructor() {
    super('The server closed the connection')
  }
}
