/** One time limit over several calls, in milliseconds: what is left of it, never nothing. */
export function timeLeft(timeout: number): () => number {
  const deadline = performance.now() + timeout
  return () => Math.max(deadline - performance.now(), 1)
}
