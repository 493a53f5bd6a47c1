/** Runs work on every item, so many at a time; results in the order of the items. Starts no more once aborted. */
export async function inOrder<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>()
  const queue = items.entries()
  const hand = async () => {
    for (const [index, item] of queue) {
      if (signal.aborted) return
      results.set(index, await work(item))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, hand))
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result)
}
