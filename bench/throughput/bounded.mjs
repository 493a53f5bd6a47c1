/** Calls `work` for 0 … count-1, at most `concurrency` at a time. */
export async function bounded(count, concurrency, work) {
  let next = 0
  const worker = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}
