import type { AddressInfo } from 'node:net'
import { createClock, type SandboxClock } from './clock.ts'
import { createControl } from './control.ts'
import { FaultQueue } from './faults/fault-queue.ts'
import { Ledger } from './ledger.ts'
import { createSandboxServer } from './server.ts'
import type { SandboxStats } from './stats.ts'
import type { ZaloOptions } from './zalo/options.ts'
import { zaloControl } from './zalo/zalo-control.ts'
import { zaloDialect } from './zalo/zalo-dialect.ts'
import { createZaloEmulator, type ZaloEmulator } from './zalo/zalo-emulator.ts'
import { createZaloState } from './zalo/zalo-state.ts'

export interface SandboxOptions {
  /** 0 takes a free one. @default 0 */
  port?: number
  /** A loopback address. @default '127.0.0.1' */
  host?: string
  /** Milliseconds since the epoch. @default Date.now */
  now?: () => number
  zalo?: ZaloOptions
}

/** A running sandbox. */
export interface Sandbox {
  /** As `http://127.0.0.1:8911`. */
  readonly url: string
  /** Base URL in place of both https://oauth.zaloapp.com and https://openapi.zalo.me. */
  readonly zaloUrl: string
  readonly clock: SandboxClock
  readonly zalo: ZaloEmulator
  readonly faults: FaultQueue
  /** What became of every grant so far: a copy. */
  stats(): SandboxStats
  /** Stops listening and drops every connection. */
  close(): Promise<void>
}

/** Starts the emulated authorization servers on a port of this machine. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = createClock(options.now)
  const faults = new FaultQueue()
  const ledger = new Ledger(clock)
  const zaloState = createZaloState(clock, options.zalo ?? {})
  const zalo = createZaloEmulator(zaloState)
  const stats = () => ledger.stats()
  const control = createControl({ clock, faults, stats, routes: zaloControl(zaloState, zalo) })
  const closing = new AbortController()
  const dialects = [zaloDialect(zaloState)]
  const server = createSandboxServer({ dialects, control, faults, ledger, closing: closing.signal })

  const host = options.host ?? '127.0.0.1'
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  return {
    url,
    zaloUrl: `${url}/zalo`,
    clock,
    zalo,
    faults,
    stats,
    async close() {
      closing.abort()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
