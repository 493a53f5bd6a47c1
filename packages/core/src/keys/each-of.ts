/** Does `action` with every item, so many at a time. An item that fails ends the taking of new ones, and is thrown last. */
export async function eachOf<Item>(
  items: AsyncIterable<Item>,
  hands: number,
  action: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]()
  let failed = false
  const work = async () => {
    for (let next = await iterator.next(); !next.done && !failed; next = await iterator.next()) {
      await action(next.value).catch((error: unknown) => {
        failed = true
        throw error
      })
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: hands }, work))
  await iterator.return?.()
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
