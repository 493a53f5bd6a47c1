import { expect, it } from 'vitest'
import { systemClock } from '../src/clock.ts'
import { waitFor } from '../src/waiting.ts'

it('a waiter who has left before it waits does not let the failure of the work end the process', async () => {
  const unhandled: unknown[] = []
  const hear = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', hear)
  try {
    let fail = (_reason: Error) => {}
    const work = new Promise<never>((_resolve, reject) => {
      fail = reject
    })
    const left = waitFor(work, systemClock, 1_000, 'fake:1', AbortSignal.abort(new Error('gone')))
    await expect(left).rejects.toThrow('gone')
    fail(new Error('closed'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(unhandled).toEqual([])
  } finally {
    process.off('unhandledRejection', hear)
  }
})
