import type { Clock } from '../clock.ts'

export interface ListBounds {
  clock: Clock
  /** How long the next item may take, ms. */
  limit: number
  /** Waited for before anything is asked. */
  ready(): Promise<void>
  late(): Error
  /** What is thrown for what went wrong. */
  typed(error: unknown): Error
}

/**
 * The same items, each within its time. Most are there already, in the page that was read last, so one timer serves
 * many of them: it looks how long the present one has been waited for.
 */
export async function* boundedList<Item>(
  items: AsyncIterable<Item>,
  { clock, limit, ready, late, typed }: ListBounds,
): AsyncGenerator<Item, void> {
  const iterator = items[Symbol.asyncIterator]()
  let askedAt: number | undefined
  let giveUp = (_error: Error) => {}
  let cancel: (() => void) | undefined

  const look = () => {
    cancel = undefined
    if (askedAt === undefined) return
    const left = askedAt + limit - clock.monotonic()
    if (left <= 0) giveUp(late())
    else cancel = clock.schedule(look, left)
  }
  const next = () =>
    new Promise<IteratorResult<Item>>((resolve, reject) => {
      askedAt = clock.monotonic()
      giveUp = reject
      cancel ??= clock.schedule(look, limit)
      iterator.next().then(resolve, reject)
    })
  try {
    await ready()
    for (let item = await next(); !item.done; item = await next()) {
      askedAt = undefined
      yield item.value
    }
  } catch (error) {
    throw typed(error)
  } finally {
    cancel?.()
    // Not waited for: what does not answer would keep its caller after all.
    iterator.return?.().catch(() => {})
  }
}
