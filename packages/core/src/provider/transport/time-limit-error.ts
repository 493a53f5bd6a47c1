/** As an `AbortSignal.timeout` tells it. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeoutError'
}
