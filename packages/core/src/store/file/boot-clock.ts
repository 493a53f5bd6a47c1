import { readFileSync, readlinkSync } from 'node:fs'
import type { Database } from './database.ts'

export interface BootTime {
  /** Names the boot within which `monotonic` of different processes can be compared. */
  boot: string
  monotonic(): number
}

/** Where it is known that all processes share it (Linux), the time since boot. */
export function bootTime(): BootTime | undefined {
  try {
    // A time namespace shifts the monotonic clock of the containers in it.
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return { boot: `${boot} ${readlinkSync('/proc/self/ns/time')}`, monotonic }
  } catch {
    return undefined
  }
}

/** CLOCK_MONOTONIC, which `performance.now()` counts from the start of the process instead. */
function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}

/**
 * The store's clock: milliseconds that all processes of a boot agree on and that no correction of the wall clock
 * moves; over a reboot it does not fall behind where the last boot began.
 * Without a boot id nothing tells whether another process's monotonic time has the same origin, so the wall clock
 * has to do: there a step of it moves deadlines.
 */
export function storeClock(
  database: Database,
  time: BootTime | undefined,
  wall: () => number = Date.now,
): () => number {
  if (!time) return () => Math.floor(wall())
  const { boot, monotonic } = time
  const anchor = () => database.row('SELECT monotonic, time FROM clock WHERE boot = ?', boot)
  const found =
    anchor() ??
    database.transaction(() => {
      const latest = Number(database.row('SELECT coalesce(max(time), 0) FROM clock')?.[0])
      database.run(
        'INSERT INTO clock (boot, monotonic, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        boot,
        monotonic(),
        Math.max(latest, wall()),
      )
      return anchor() ?? []
    })
  const offset = Number(found[1]) - Number(found[0])
  return () => Math.floor(monotonic() + offset)
}
