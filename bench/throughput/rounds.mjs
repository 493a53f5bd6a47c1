import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKey } from '../../packages/core/dist/index.js'
import { startChild } from '../shared/child.mjs'
import { rotated } from '../shared/figures.mjs'
import { startRedis } from '../shared/services.mjs'
import { dueOf, processesOf } from './subjects/index.mjs'

/**
 * Rounds in turns. The processes of a subject live through all of them, so that what is measured is compiled.
 * @returns by subject and number of processes, for each round: { perSecond, processor } – µs of one refresh
 */
export async function rounds({ subjects, connections, rounds: count, concurrency }, log) {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-bench-'))
  const redis = await startRedis()
  const children = []
  const child = async (file, start) => {
    const started = await startChild(new URL(file, import.meta.url), { start })
    children.push(started)
    return started
  }
  try {
    const endpoint = await child('./endpoint.mjs')
    const stores = { redis: redis.url, embedded: `file:${folder}` }
    const task = { url: await endpoint.ask('url'), concurrency, key: generateKey(), stores }
    const clients = new Map()
    for (const name of subjects) {
      clients.set(name, [
        await child('./client.mjs', { name, task }),
        await child('./client.mjs', { name, task }),
      ])
    }

    /** Processes that share a store all know all connections; the others share the work. */
    const measured = async (name, processes, due) => {
      const working = clients.get(name).slice(0, processes)
      await working[0].ask('prepare', due)
      await endpoint.ask('counted')
      const took = await Promise.all(working.map((client) => client.ask('run', due / processes)))
      const { asked, refreshTokens } = await endpoint.ask('counted')
      if (asked !== due)
        throw new Error(
          `${name}: ${asked} requests with ${refreshTokens} refresh tokens for ${due} connections`,
        )
      return {
        perSecond: (due / Math.max(...took.map(({ milliseconds }) => milliseconds))) * 1_000,
        processor: took.reduce((sum, { processor }) => sum + processor, 0) / due,
      }
    }

    const results = new Map()
    for (let round = 0; round <= count; round++) {
      for (const name of rotated(subjects, round)) {
        for (const processes of processesOf(name)) {
          // The first round only warms up.
          const result = await measured(
            name,
            processes,
            dueOf(name, round === 0 ? connections / 5 : connections),
          )
          log(`throughput: ${name}, ${processes}: ${Math.round(result.perSecond)}/s in round ${round}`)
          const key = `${name} ${processes}`
          if (round > 0) results.set(key, [...(results.get(key) ?? []), result])
        }
      }
    }
    return results
  } finally {
    await Promise.all(children.map(({ end }) => end()))
    await redis.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
