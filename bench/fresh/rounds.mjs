import { startChild } from '../shared/child.mjs'
import { median, rotated } from '../shared/figures.mjs'

const file = new URL('subject.mjs', import.meta.url)
/** Ours has the store that it would have; peers keep their tokens in memory, which is their best case. */
const storeOf = (peer, redisUrl) => (peer === 'ours' ? { redisUrl } : {})
// A young generation that is not collected in the middle of a count.
const countingFlags = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64']

/**
 * Each subject in a process of its own, with the limit beside it; one works at a time, in turns, another one first in
 * each round.
 * @returns Map(subject → { nanoseconds, limit: ns of the limit there, multiple: of the limit in the same round })
 */
export async function times({
  redisUrl,
  subjects,
  connections,
  asyncLocalStorage = false,
  rounds,
  milliseconds,
}) {
  const children = new Map()
  try {
    for (const peer of subjects) {
      const child = await startChild(file, {
        start: { peer, connections, asyncLocalStorage, ...storeOf(peer, redisUrl) },
      })
      children.set(peer, child)
      await child.ask('warm', milliseconds, 200_000)
    }
    const found = new Map(subjects.map((peer) => [peer, []]))
    for (let round = 0; round < rounds; round++) {
      for (const peer of rotated(subjects, round))
        found.get(peer).push(await children.get(peer).ask('round', round % 2 === 0))
    }
    return new Map(
      [...found].map(([peer, figures]) => [
        peer,
        {
          nanoseconds: median(figures.map(({ nanoseconds }) => nanoseconds)),
          limit: median(figures.map(({ limit }) => limit)),
          multiple: median(figures.map(({ nanoseconds, limit }) => nanoseconds / limit)),
        },
      ]),
    )
  } finally {
    await Promise.all([...children.values()].map(({ end }) => end()))
  }
}

/** @returns Map(subject → bytes a call) */
export async function allocations({ redisUrl, subjects, asyncLocalStorage = false, calls }) {
  const found = new Map()
  for (const peer of subjects) {
    const start = { peer, connections: 1, asyncLocalStorage, ...storeOf(peer, redisUrl) }
    const child = await startChild(file, { flags: countingFlags, start })
    try {
      found.set(peer, await child.ask('bytes', await child.ask('warm', 20, calls)))
    } finally {
      await child.end()
    }
  }
  return found
}
