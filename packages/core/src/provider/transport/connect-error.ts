/** The connection was not made, so that nothing was sent. A handshake counts as part of connecting. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError'
  readonly code: string
  readonly syscall = 'connect'

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
