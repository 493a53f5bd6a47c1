import type { SandboxClock } from '../clock.ts'
import type { EmulatedServer } from '../emulated-server.ts'
import type { ZohoOptions } from './options.ts'
import { zohoControl } from './zoho-control.ts'
import { zohoDialect } from './zoho-dialect.ts'
import { createZohoEmulator, type ZohoEmulator } from './zoho-emulator.ts'
import { createZohoState } from './zoho-state.ts'

export function createZoho(clock: SandboxClock, options: ZohoOptions = {}): EmulatedServer<ZohoEmulator> {
  const state = createZohoState(clock, options)
  const emulator = createZohoEmulator(state)
  return { emulator, dialect: zohoDialect(state), routes: zohoControl(state, emulator) }
}
