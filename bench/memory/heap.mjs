/** What is left when everything unreachable is gone. Needs node --expose-gc. */
export function heapUsed() {
  for (let run = 0; run < 3; run++) globalThis.gc()
  return process.memoryUsage().heapUsed
}
