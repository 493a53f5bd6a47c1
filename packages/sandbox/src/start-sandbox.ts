import type { AddressInfo } from 'node:net'
import { createClock, type SandboxClock } from './clock.ts'
import { createControl } from './control.ts'
import { FaultQueue } from './faults/fault-queue.ts'
import type { GatewayEmulator } from './gateways/gateway-emulator.ts'
import { createETelecom, createInterits } from './gateways/gateways.ts'
import type { GatewayOptions, InteritsOptions } from './gateways/options.ts'
import { Ledger } from './ledger.ts'
import { type SandboxUrls, sandboxUrls } from './sandbox-urls.ts'
import { createSandboxServer } from './server.ts'
import {
  createStandardServers,
  type StandardEmulators,
  type StandardServerOptions,
} from './standard/standard-servers.ts'
import type { SandboxStats } from './stats.ts'
import type { ZaloOptions } from './zalo/options.ts'
import { zaloControl } from './zalo/zalo-control.ts'
import { zaloDialect } from './zalo/zalo-dialect.ts'
import { createZaloEmulator, type ZaloEmulator } from './zalo/zalo-emulator.ts'
import { createZaloState } from './zalo/zalo-state.ts'
import type { ZaloSocialOptions } from './zalo-social/options.ts'
import type { ZaloSocialEmulator } from './zalo-social/social-emulator.ts'
import { createZaloSocial } from './zalo-social/zalo-social.ts'
import type { ZaloPayOptions } from './zalopay/options.ts'
import { createZaloPay } from './zalopay/zalopay.ts'
import type { ZaloPayEmulator } from './zalopay/zalopay-emulator.ts'
import type { ZohoOptions } from './zoho/options.ts'
import { createZoho } from './zoho/zoho.ts'
import type { ZohoEmulator } from './zoho/zoho-emulator.ts'

export interface SandboxOptions extends StandardServerOptions {
  /** 0 takes a free one. @default 0 */
  port?: number
  /** A loopback address. @default '127.0.0.1' */
  host?: string
  /** Milliseconds since the epoch. @default Date.now */
  now?: () => number
  zalo?: ZaloOptions
  zaloSocial?: ZaloSocialOptions
  zalopay?: ZaloPayOptions
  etelecom?: GatewayOptions
  interits?: InteritsOptions
  zoho?: ZohoOptions
}

/** A running sandbox. */
export interface Sandbox extends SandboxUrls, StandardEmulators {
  /** As `http://127.0.0.1:8911`. */
  readonly url: string
  readonly clock: SandboxClock
  readonly zalo: ZaloEmulator
  readonly zaloSocial: ZaloSocialEmulator
  readonly zalopay: ZaloPayEmulator
  readonly etelecom: GatewayEmulator
  readonly interits: GatewayEmulator
  readonly zoho: ZohoEmulator
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
  const zoho = createZoho(clock, options.zoho)
  const zaloSocial = createZaloSocial(clock, options.zaloSocial)
  const zalopay = createZaloPay(clock, options.zalopay)
  const etelecom = createETelecom(clock, options.etelecom)
  const interits = createInterits(clock, options.interits)
  const standard = createStandardServers(clock, options)
  const servers = [zoho, zaloSocial, zalopay, etelecom, interits, ...standard.servers]
  const stats = () => ledger.stats()
  const routes = Object.assign(zaloControl(zaloState, zalo), ...servers.map((server) => server.routes))
  const control = createControl({ clock, faults, stats, routes })
  const closing = new AbortController()
  const dialects = [zaloDialect(zaloState), ...servers.map(({ dialect }) => dialect)]
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
    ...sandboxUrls(url),
    ...standard.emulators,
    clock,
    zalo,
    zoho: zoho.emulator,
    zaloSocial: zaloSocial.emulator,
    zalopay: zalopay.emulator,
    etelecom: etelecom.emulator,
    interits: interits.emulator,
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
