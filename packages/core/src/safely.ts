/**
 * Calls what is the user's: a listener, a logger, telemetry. What it throws, or rejects with, is told, and reaches
 * neither the refresh that called it nor the process.
 */
export function safely<Result>(call: () => Result, told: (error: unknown) => void): Result | undefined {
  try {
    const result = call()
    // A rejection that nobody hears would end the process.
    if (result instanceof Promise) result.catch(told)
    return result
  } catch (error) {
    told(error)
    return undefined
  }
}
